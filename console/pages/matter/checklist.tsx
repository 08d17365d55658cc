import { Button, Popconfirm } from 'antd'
import type { MatterPage } from '../../../http/api/contract.ts'
import { useAct } from '../../api/act.ts'
import { addressOf } from '../../api/client.ts'
import { ProblemAlert } from '../../parts/act-form.tsx'
import { dayWords } from '../../parts/time.ts'
import { sizeWords } from '../../parts/words.tsx'
import { type DossierProps, mayDo } from './dossier.tsx'
import { FileUpload } from './file-upload.tsx'

type Line = MatterPage['checklist'][number]

/** The item's checklist with the files that are there; whoever may, adds and removes them. */
export function Checklist({ path, matter }: DossierProps) {
  const removal = useAct<MatterPage>(path, 'material-removals')
  const mayAdd = mayDo(matter, 'materials')
  const mayRemove = mayDo(matter, 'material-removals')
  return (
    <>
      {mayAdd && (
        <p className="secrecy">
          本平台为非涉密系统，不得存储、处理国家秘密。每个文件不超过 50 MB；可上传
          PDF、Word、Excel、PPT、OFD、图片、文本、ZIP。
        </p>
      )}
      {matter.checklist.length === 0 && <p className="quiet">该事项没有材料清单。</p>}
      <ul className="checklist">
        {matter.checklist.map(line => (
          <li key={line.id}>
            <p className="checklist-name">
              <strong>{line.name}</strong> <span className="quiet">{line.required ? '必备' : '视情况提供'}</span>
            </p>
            <Files line={line} address={hash => addressOf(`${path}/materials/${hash}`)}>
              {hash =>
                mayRemove && (
                  <Removal
                    name={line.files.find(file => file.hash === hash)?.name ?? ''}
                    onRemove={() => void removal.run({ line: line.id, hash }, { version: matter.version })}
                  />
                )
              }
            </Files>
            {mayAdd && <FileUpload path={path} line={line} />}
          </li>
        ))}
      </ul>
      <ProblemAlert act={removal} />
    </>
  )
}

function Files({
  line,
  address,
  children,
}: {
  readonly line: Line
  readonly address: (hash: string) => string
  readonly children: (hash: string) => React.ReactNode
}) {
  if (line.files.length === 0) return <p className="quiet">还没有文件</p>
  return (
    <ul className="files">
      {line.files.map(file => (
        <li key={file.hash}>
          <a href={address(file.hash)} download={file.name}>
            {file.name}
          </a>
          <span className="quiet">
            {sizeWords(file.size)} · {dayWords(file.attachedAt)}上传 ·{' '}
            <span className="number" title={`SHA-256 ${file.hash}`}>
              {file.hash.slice(0, 8)}
            </span>
          </span>
          {children(file.hash)}
        </li>
      ))}
    </ul>
  )
}

function Removal({ name, onRemove }: { readonly name: string; readonly onRemove: () => void }) {
  return (
    <Popconfirm
      title={`移除「${name}」？`}
      description="移除会留痕；文件本身按指纹保存。"
      okText="移除"
      cancelText="不移除"
      onConfirm={onRemove}
    >
      <Button size="small" aria-label={`移除 ${name}`}>
        移除
      </Button>
    </Popconfirm>
  )
}
