// Large letters, high contrast, plain: remembered on this device only (WEB-004). Nothing else on the site needs a script.
;(() => {
  const root = document.documentElement
  const key = 'yangguang-reading'
  const modes = new Set(read())
  for (const mode of modes) root.classList.add(mode)

  document.addEventListener('DOMContentLoaded', () => {
    const tools = document.getElementById('tools')
    if (!tools) return
    tools.hidden = false
    for (const button of tools.querySelectorAll('button[data-mode]')) {
      const mode = button.dataset.mode
      const show = () => button.setAttribute('aria-pressed', String(modes.has(mode)))
      show()
      button.addEventListener('click', () => {
        modes.has(mode) ? modes.delete(mode) : modes.add(mode)
        root.classList.toggle(mode, modes.has(mode))
        show()
        write([...modes])
      })
    }
  })

  // A browser that keeps nothing (private window, storage refused) still switches, until the next page.
  function read() {
    try {
      return (localStorage.getItem(key) ?? '').split(' ').filter(mode => /^(large|contrast|plain)$/.test(mode))
    } catch {
      return []
    }
  }
  function write(chosen) {
    try {
      localStorage.setItem(key, chosen.join(' '))
    } catch {}
  }
})()
