import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { facts } from '../components.ts'
import { html } from '../html.ts'
import type { Frame, Page } from '../layout.ts'

const plan = readFileSync(join(import.meta.dirname, '../../spec/plan.txt'), 'utf8')
const [, title = '', ...paragraphs] = plan
  .split('\n')
  .map(line => line.trim())
  .filter(line => line !== '')

export function aboutPage({ agency }: Frame): Page {
  const body = html`<h1>关于本平台</h1>
<p class="lead">${agency.platform}依照《${title}》建立，公开${agency.name}行使职权的依据、过程和结果。</p>
<section aria-labelledby="reading"><h2 id="reading">怎样看懂本站</h2>${facts([
    ['1+4+4+1', '1个阳光机关、4大业务板块、4级监督程序、1个监督问责小组。页面上方的导航就是按它排列的。'],
    ['职权事项', '机关依法可以做的一类事，列入职权目录，写明依据、流程、风险点和审议层级。'],
    ['办件', '一次具体的用权。每件有件号，属于一个职权事项。'],
    ['审议层级', '报告、报备、审定三种：报告、报备走三级程序，审定走四级。'],
    ['四级程序', '业务部门初审、厅分管领导审核、复核小组复核、厅长办公会审议。'],
    ['事后报备', '时限非常紧急的报备事项可以先办后报，本站永久标明，并公布是否按时补报。'],
    [
      '标题不予公开',
      '依法不主动公开的件也在本站列出：看得到走到哪一级、什么结论，看不到标题与内容，并写明依据哪一条。',
    ],
  ])}</section>
${agency.demo && html`<section aria-labelledby="demo"><h2 id="demo">什么是演示</h2><p class="note">现在看到的是演示数据：人员、单位、办件、日期和电话都是虚构的，姓名后都注有“演示”；职权事项是示例，不是${agency.name}的真实目录。</p></section>`}
<section aria-labelledby="accessibility"><h2 id="accessibility">无障碍说明</h2>
<p>全站可用键盘操作，按 Tab 键首先遇到“跳到正文”。图表旁都有内容相同的表格。页面上方可切换大字、高对比和简洁三种方式，只记在您自己的设备上。不启用脚本也能阅读和查询全部公开内容；本站不对访问者设置 Cookie。</p></section>
<section aria-labelledby="plan"><h2 id="plan">实施方案全文</h2>
<details class="plan"><summary>展开《${title}》</summary>${paragraphs.map(paragraph =>
    /^[一二三四五六七八九十]+、/.test(paragraph) ? html`<h3>${paragraph}</h3>` : html`<p>${paragraph}</p>`,
  )}</details></section>`
  return { title: '关于本平台', column: '关于本平台', crumbs: [], body }
}
