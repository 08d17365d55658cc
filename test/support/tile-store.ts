import { sameBytes } from '../../domain/log/hashing.ts'
import type { TileStore } from '../../store/log/tile-store.ts'

/** A log's files in memory. */
export interface MemoryTiles extends TileStore {
  readonly files: Map<string, Uint8Array>
  /** Another store that holds what this one holds now. */
  readonly copy: () => MemoryTiles
}

export function memoryTiles(files = new Map<string, Uint8Array>()): MemoryTiles {
  return {
    files,
    copy: () => memoryTiles(new Map(files)),
    read: async path => files.get(path),
    write: async (path, bytes) => {
      const there = files.get(path)
      if (there && !sameBytes(there, bytes)) throw new Error(`${path} holds other bytes`)
      files.set(path, bytes)
    },
    flush: async () => {},
    swapCheckpoint: async (expected, next) => {
      const there = files.get('checkpoint')
      if (there && expected ? !sameBytes(there, expected) : there !== expected) return false
      files.set('checkpoint', next)
      return true
    },
  }
}

/** How a step fails: before it did anything, or after it did everything. */
export type Fault = 'not written' | 'written anyway'

export class InjectedFault extends Error {
  override readonly name = 'InjectedFault'
}

/**
 * Counts the steps that change something, whatever they are, and breaks one of them. The same count is shared by all that
 * a program does, so that trying every number tries every step.
 */
export interface Steps {
  /** How many were begun. */
  readonly count: () => number
  readonly take: <T>(work: () => Promise<T>) => Promise<T>
}

export function stepsBreaking(at: number, fault: Fault, error: () => Error = () => new InjectedFault(fault)): Steps {
  let count = 0
  return {
    count: () => count,
    take: async work => {
      const broken = count++ === at
      if (broken && fault === 'not written') throw error()
      const done = await work()
      if (broken) throw error()
      return done
    },
  }
}

/** The same store, each of whose writes is a step. */
export function steppedTiles(tiles: TileStore, steps: Steps): TileStore {
  return {
    read: tiles.read,
    write: (path, bytes) => steps.take(() => tiles.write(path, bytes)),
    swapCheckpoint: (expected, next) => steps.take(() => tiles.swapCheckpoint(expected, next)),
    flush: () => steps.take(async () => tiles.flush?.()),
  }
}
