import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { RotationSolved } from './solve-rotation.ts'
import type { Task } from './solver-thread.ts'

/** The same as `solveRotation`, on a thread of its own: a server answers others while it plans. */
export async function solveInThread(task: Task): Promise<RotationSolved> {
  const thread = new Worker(new URL('./solver-thread.ts', import.meta.url), { workerData: task })
  try {
    const [solved] = await once(thread, 'message')
    return solved as RotationSolved
  } finally {
    await thread.terminate()
  }
}
