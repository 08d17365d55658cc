import { parentPort, workerData } from 'node:worker_threads'
import type { Organisation } from '../domain/organisation/organisation.ts'
import type { RotationProblem } from '../domain/rotation/problem.ts'
import type { Seed } from '../domain/rotation/rotation.ts'
import { solveRotation } from './solve-rotation.ts'

/** What `solve-in-thread.ts` hands over when it starts this file as a thread. */
export interface Task {
  readonly problem: RotationProblem
  readonly organisation: Organisation
  readonly seed: Seed
  readonly milliseconds: number
}

const { problem, organisation, seed, milliseconds } = workerData as Task
parentPort?.postMessage(await solveRotation(problem, organisation, seed, milliseconds))
