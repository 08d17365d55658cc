import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { InviteePage } from '../../../http/api/contract.ts'
import { Refused } from '../../api/client.ts'
import { sizeWords } from '../../parts/words.tsx'
import { readMaterial } from './invitee-client.ts'

type Material = InviteePage['materials'][number]

/** What the office agreed to show. Whether it may be kept as a file is the office's to say (E-14). */
export function Materials({ invitation: { materials, downloadable } }: { readonly invitation: InviteePage }) {
  return (
    <section className="invitee-card" aria-labelledby="materials-title">
      <h2 id="materials-title">材料</h2>
      {materials.length === 0 ? (
        <p className="quiet">本次没有提供材料。</p>
      ) : (
        <ul className="invitee-materials">
          {materials.map(material => (
            <li key={material.hash}>
              <MaterialLine material={material} downloadable={downloadable} />
            </li>
          ))}
        </ul>
      )}
      {materials.length > 0 && !downloadable && <p className="quiet">材料只供阅看，请勿转发。</p>}
    </section>
  )
}

function MaterialLine({ material, downloadable }: { readonly material: Material; readonly downloadable: boolean }) {
  const [pending, setPending] = useState(false)
  const [text, setText] = useState<string>()
  const [wrong, setWrong] = useState<string>()
  const open = async () => {
    // A window opened after waiting would be taken for an advertisement and blocked.
    const beside = downloadable || isText(material) ? null : globalThis.open('', '_blank')
    setPending(true)
    try {
      const blob = await readMaterial(material.hash)
      if (downloadable) save(blob, material.name)
      else if (isText(material)) setText(await blob.text())
      else if (beside) beside.location.href = URL.createObjectURL(blob)
      setWrong(undefined)
    } catch (error) {
      beside?.close()
      if (!(error instanceof Refused)) throw error
      setWrong(error.problem.detail)
    } finally {
      setPending(false)
    }
  }
  return (
    <>
      <Button size="large" block className="invitee-material" loading={pending} onClick={() => void open()}>
        {downloadable ? '下载' : '阅看'} {material.name}（{sizeWords(material.size)}）
      </Button>
      {text !== undefined && <pre className="invitee-text">{text}</pre>}
      {wrong && <Alert type="error" showIcon role="alert" title={wrong} />}
    </>
  )
}

const isText = ({ mime }: Material): boolean => mime.startsWith('text/')

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
