import { announce, draw } from './acts-drawing.ts'
import { cancel, refuseVoid, requestVoid, voidBatch } from './acts-ending.ts'
import { freeze, prepare, thaw } from './acts-preparing.ts'
import { substituteDrawn } from './acts-substituting.ts'

/** 双随机: one announcement, one draw, and every batch has an end (RND-001…005, E-61, E-62). */
export const spotCheckActs = [
  prepare,
  freeze,
  thaw,
  announce,
  draw,
  substituteDrawn,
  requestVoid,
  voidBatch,
  refuseVoid,
  cancel,
] as const
