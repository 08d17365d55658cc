import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html, raw } from './html.ts'

test('填入的文字一律转义，既不能成为标签，也不能跑出属性', () => {
  const hostile = `"><script>alert('&')</script>`

  const page = html`<p title="${hostile}">${hostile}</p>`.text

  const safe = '&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;'
  assert.equal(page, `<p title="${safe}">${safe}</p>`)
})

test('模板可以嵌套：内层已是 HTML，不再转义；列表逐项接上', () => {
  const rows = ['甲', '<乙>'].map(name => html`<li>${name}</li>`)
  assert.equal(html`<ul>${rows}</ul>`.text, '<ul><li>甲</li><li>&lt;乙&gt;</li></ul>')
})

test('没有的东西不留痕迹，数字零照写', () => {
  assert.equal(html`[${undefined}${null}${false}${''}${[]}|${0}]`.text, '[|0]')
})

test('只有明确说是 HTML 的才照原样写', () => {
  assert.equal(html`${raw('<b>')}${'<b>'}`.text, '<b>&lt;b&gt;')
})
