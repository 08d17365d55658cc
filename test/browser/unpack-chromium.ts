// Run by chromium.ts as a process of its own: the package unpacks into TMPDIR and decides by the environment what to
// unpack, and neither should change for the tests that asked.
import chromium from '@sparticuz/chromium'

await chromium.executablePath()
