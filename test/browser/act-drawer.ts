import type { Locator, Page } from 'playwright-core'
import { settled } from './desk-window.ts'

/** Opens an act's form from the list of what may be done, fills it and confirms. */
export async function act(
  page: Page,
  label: string,
  fill: (form: Locator) => Promise<void> = async () => {},
): Promise<void> {
  await page.getByRole('region', { name: '现在可以办' }).getByRole('button', { name: label, exact: true }).click()
  const form = page.getByRole('dialog', { name: label })
  await fill(form)
  await form.getByRole('button', { name: `确认${label}` }).click()
  await form.waitFor({ state: 'detached' })
  await settled(page)
}

/** Chooses in a field of a form by the words of an option. */
export const choose = async (form: Locator, label: string, option: string | RegExp) => {
  const field = form.getByRole('combobox', { name: label })
  await field.click()
  await form.page().locator('.ant-select-dropdown:visible').getByTitle(option).first().click()
  // A list of which several can be chosen stays open over the rest of the form.
  await form.locator('.ant-drawer-title').click()
}

export const textFile = (name: string, content: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(content),
})
