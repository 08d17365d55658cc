import { element } from '../../verifier/elements.ts'
import { stepButtons, stepLine, type Walk } from './begin.ts'
import { filePicker } from './files.ts'
import { showIdentity } from './step-identity.ts'
import { showWords } from './step-words.ts'

export function showFiles(walk: Walk): void {
  const { screen, desk } = walk
  screen.show(
    '有没有照片、文件、录音',
    stepLine(4),
    element(
      'p',
      '',
      '没有就直接下一步。文件名会换成编号；照片、PDF、Word、Excel、PPT 里自带的作者、时间、地点、设备等信息，会在您的浏览器里先移除。单个不超过约 1 GB。',
    ),
    element(
      'p',
      'small',
      '录音、视频和其他文件原样密封，其中的信息不移除。文件里看得见的内容（您的脸、工位、只发给您的文件上的水印）请自己留意。',
    ),
    filePicker(desk.draft.files, files => {
      desk.draft = { ...desk.draft, files }
    }),
    ...stepButtons(
      () => showWords(walk),
      '下一步：匿名或实名',
      () => void showIdentity(walk),
    ),
  )
}
