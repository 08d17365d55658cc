import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from '../../cli/support/repository-files.ts'

/** Where Debian's golang-golang-x-mod-dev puts the package. */
const GOPATH = '/usr/share/gocode'

/** A compiled program, or in words for whoever runs the tests why there is none. */
export type GoProgram = { readonly path: string } | { readonly missing: string }

/**
 * Compiles one of our Go programs into `folder` with golang.org/x/mod as the system has it, without any network.
 * @param source from the repository's root
 * @throws when Go is there and does not compile it
 */
export function buildGo(source: string, folder: string): GoProgram {
  if (!existsSync(`${GOPATH}/src/golang.org/x/mod/sumdb/tlog`)) {
    return { missing: 'golang.org/x/mod is not here (Debian: golang-golang-x-mod-dev)' }
  }
  const path = join(folder, 'program')
  const env = { PATH: process.env.PATH, GOPATH, GO111MODULE: 'off', GOCACHE: join(folder, 'cache') }
  const { status, error, stderr } = spawnSync('go', ['build', '-o', path, join(repositoryRoot, source)], { env })
  if (error !== undefined) return { missing: 'there is no go command here (Debian: golang-go)' }
  if (status !== 0) throw new Error(`${source}: ${stderr}`)
  return { path }
}
