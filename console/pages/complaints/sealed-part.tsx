import { Alert, Button } from 'antd'
import { useState } from 'react'
import { dangersOf, fileTypeOf } from '../../../sealing/file-type.ts'
import type { Attachment, Letter } from '../../../sealing/letter.ts'
import { sizeWords, Words } from '../../parts/words.tsx'
import { isLetter, openFile } from './seal-and-send.ts'
import { sentenceOf, useOpened } from './use-opened.ts'

/** One sealed part of a complaint. */
export const SealedPart = ({
  path,
  blob,
  name,
}: {
  readonly path: string
  readonly blob: string
  readonly name: string
}) => <SealedContent address={`${path}/parts/${blob}`} path={path} name={name} />

/** What is sealed at an address: its words while a key is unlocked, and that it is sealed otherwise. */
export function SealedContent({
  address,
  path = '',
  name,
}: {
  readonly address: string
  /** The page below which attachments are. */
  readonly path?: string
  readonly name: string
}) {
  const opened = useOpened(address)
  switch (opened.state) {
    case 'LOCKED':
      return <p className="sealed-words">密封中：解锁密钥后在这个浏览器里打开。</p>
    case 'OPENING':
      return <p role="status">正在打开……</p>
    case 'FAILED':
      return <Alert type="error" showIcon role="alert" title={`${name}没有打开`} description={opened.sentence} />
    case 'OPEN':
      return isLetter(opened.content) ? (
        <LetterWords path={path} letter={opened.content} />
      ) : (
        <SaveFile
          name={`${name}.${endings[fileTypeOf(opened.content)] ?? 'bin'}`}
          size={opened.content.length}
          bytes={() => Promise.resolve(opened.content as Uint8Array)}
        />
      )
  }
}

/** The usual ending of a file that was sealed without its name. */
const endings: Readonly<Record<string, string>> = { PDF: 'pdf', JPEG: 'jpg', PNG: 'png', TEXT: 'txt', RTF: 'rtf' }

function LetterWords({ path, letter }: { readonly path: string; readonly letter: Letter }) {
  const { title, words, happenedOn, involved, matters = [], attachments } = letter
  return (
    <div className="opened">
      {title && <h3>{title}</h3>}
      {happenedOn && <p className="row-note">发生时间：{happenedOn}</p>}
      <Words text={words} />
      {involved?.names && <p>涉及人员：{involved.names}</p>}
      {matters.length > 0 && <p>涉及的件：{matters.join('、')}</p>}
      {attachments.length > 0 && (
        <ul className="files">
          {attachments.map(one => (
            <li key={one.blob}>
              <AttachmentFile path={path} attachment={one} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const AttachmentFile = ({ path, attachment }: { readonly path: string; readonly attachment: Attachment }) => (
  <SaveFile name={attachment.name} size={attachment.size} bytes={() => openFile(`${path}/parts/${attachment.blob}`)} />
)

/** A file that somebody sent (E-58): never shown in the page, and saved only after the warning was read. */
function SaveFile({
  name,
  size,
  bytes,
}: {
  readonly name: string
  readonly size: number
  readonly bytes: () => Promise<Uint8Array>
}) {
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [said, setSaid] = useState<readonly string[]>([])
  const saveIt = async () => {
    setBusy(true)
    try {
      const content = await bytes()
      setSaid(dangersOf(name, fileTypeOf(content)).map(({ sentence }) => sentence))
      save(content, name)
    } catch (error) {
      setSaid([sentenceOf(error)])
    }
    setBusy(false)
  }
  return (
    <div className="save-file">
      <span>
        {name}（{sizeWords(size)}）
      </span>
      {asked ? (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title="只在隔离环境打开"
          description={
            <>
              来件可能带病毒或恶意程序：请存到与办公网隔离、不联网的电脑上再打开，不要直接双击。
              {said.map(sentence => (
                <strong key={sentence} className="save-danger">
                  {sentence}
                </strong>
              ))}
            </>
          }
          action={
            <Button loading={busy} onClick={() => void saveIt()}>
              知道了，解密并保存<span className="unseen">{name}</span>
            </Button>
          }
        />
      ) : (
        <Button size="small" onClick={() => setAsked(true)}>
          保存附件<span className="unseen">{name}</span>
        </Button>
      )}
    </div>
  )
}

function save(bytes: Uint8Array, name: string): void {
  // Never a type that the browser would show by itself.
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
