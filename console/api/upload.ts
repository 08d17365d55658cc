import type { FileView } from '../../http/api/contract.ts'
import { addressOf, newKey, problemFrom, Refused, writeHeaders } from './client.ts'

/** What the server takes; it looks at the content, so this only spares people a vain upload. */
export const acceptedFiles = '.pdf,.docx,.xlsx,.pptx,.ofd,.png,.jpg,.jpeg,.txt,.zip'
export const largestFile = 50 * 1024 * 1024

/**
 * Sends one file; `progress` is told the share of it that has gone, 0 to 1. `fetch` cannot tell, hence XMLHttpRequest.
 * @throws Refused
 */
export function upload(file: File, progress: (share: number) => void): Promise<FileView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', addressOf('/files'))
    for (const [name, value] of Object.entries(writeHeaders(newKey()))) request.setRequestHeader(name, value)
    request.responseType = 'json'
    request.upload.onprogress = event => {
      if (event.lengthComputable) progress(event.loaded / event.total)
    }
    request.onload = () => {
      if (request.status === 201) resolve(request.response as FileView)
      else reject(new Refused(problemFrom(request.status, request.response)))
    }
    request.onerror = () => reject(new Refused(problemFrom(0, undefined)))
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}
