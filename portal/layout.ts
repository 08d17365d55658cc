import { type Day, formatDay, type Instant } from '../domain/time.ts'
import type { SiteSettings } from '../store/views/public.ts'
import { assetPath } from './assets.ts'
import { type Html, html } from './html.ts'
import type { PublicAgency } from './public-agency.ts'
import { momentWords } from './words.ts'

/** What every page stands in: whose site it is, what that site says of itself, and the hour. */
export interface Frame {
  readonly agency: PublicAgency
  readonly site: SiteSettings
  readonly now: Instant
  readonly today: Day
  /** The path of the page, for the navigation to say where one is. */
  readonly path: string
  /** The address of the site as the public has it, without a slash at its end: 'https://jtt.example.cn'. */
  readonly base: string
  /** Whether something keeps the transparency log from publishing what is new. */
  readonly logTroubled: boolean
}

/** A page as its own file makes it; the layout does the rest. */
export interface Page {
  readonly title: string
  /** The column (栏目) it belongs to: a name of the navigation, or the platform's own. */
  readonly column: string
  /** From the home page down, this page left out. */
  readonly crumbs: readonly (readonly [label: string, href: string])[]
  readonly body: Html
  /** WEB-001: when the content was published; today's reading of the record where nothing else is known. */
  readonly publishedOn?: Day
  /** WEB-001: who answers for the content; the agency itself unless a division does. */
  readonly source?: string
  readonly status?: 404 | 500
}

/** 1+4+4+1 is how one finds one's way (S36); what serves all four parts follows. */
const navigation = [
  { href: '/', label: '首页' },
  { href: '/organisation', label: '阳光机关', part: '1' },
  { href: '/boards', label: '四大板块', part: '4' },
  { href: '/tiers', label: '四级程序', part: '4' },
  { href: '/supervision', label: '监督问责', part: '1' },
  { href: '/catalogue', label: '职权目录' },
  { href: '/matters', label: '办件公开' },
  { href: '/rules', label: '规章制度' },
] as const

export function renderPage(page: Page, frame: Frame): string {
  const { agency } = frame
  const home = page.crumbs.length === 0 && frame.path === '/'
  const site = `${agency.name}${agency.platform}`
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${home ? site : `${page.title} - ${site}`}</title>
${metaTags(page, frame, site)}
<link rel="icon" href="${assetPath('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetPath('portal.css')}">
<script src="${assetPath('portal.js')}"></script>
</head>
<body>
<a class="skip" href="#main">跳到正文</a>
${agency.demo && demoBanner(frame.now)}
${frame.logTroubled && frame.path !== '/log' && troubleBanner}
${header(page, frame, home)}
${home ? '' : breadcrumbs(page)}
<main id="main" tabindex="-1">
${page.body}
</main>
${footer(frame)}
<link rel="stylesheet" href="${assetPath('fonts/fonts.css')}">
</body>
</html>
`.text
}

function metaTags(page: Page, { agency, site, today }: Frame, siteName: string): Html {
  const tags: readonly (readonly [string, string])[] = [
    ['SiteName', siteName],
    ['SiteDomain', site.domain],
    ['SiteIDCode', site.siteIdCode],
    ['ColumnName', page.column],
    ['ColumnType', '信息公开'],
    ['ArticleTitle', page.title],
    ['PubDate', page.publishedOn ?? today],
    ['ContentSource', page.source ?? agency.name],
  ]
  return html`${tags.filter(([, content]) => content !== '').map(([name, content]) => html`<meta name="${name}" content="${content}">\n`)}`
}

const demoBanner = (now: Instant): Html =>
  html`<p class="demo" role="note"><strong>演示</strong> 内容与人员均为虚构，不是真实信息。演示时间 ${momentWords(now)}</p>`

const troubleBanner: Html = html`<p class="log-trouble" role="note"><strong>公开日志暂停更新</strong> 新登记的内容暂时不能由公众验证，原因见<a href="/log">透明日志</a>。</p>`

function header(page: Page, { agency, path }: Frame, home: boolean): Html {
  return html`<header class="top">
<div class="wrap masthead">
<p class="name"><a href="/"><span class="agency">${agency.name}</span><span class="platform">${agency.platform}</span></a></p>
<p class="brand">${agency.brand}</p>
<div class="tools" id="tools" role="group" aria-label="阅读方式" hidden>
<button type="button" data-mode="large">大字</button><button type="button" data-mode="contrast">高对比</button><button type="button" data-mode="plain">简洁</button>
</div>
${
  home
    ? ''
    : html`<form class="seek" action="/matters" role="search"><label class="aside" for="seek">搜索办件</label>
<input id="seek" name="q" type="search" maxlength="60" placeholder="标题、件号、处室"><button>搜索</button></form>`
}
</div>
<nav aria-label="主导航"><ul class="wrap">${navigation.map(link => navigationLink(link, page, path))}</ul></nav>
</header>`
}

function navigationLink(link: (typeof navigation)[number], page: Page, path: string): Html {
  const here = link.href === path ? 'page' : link.label === page.column ? 'true' : undefined
  return html`<li><a href="${link.href}"${here && html` aria-current="${here}"`}>${'part' in link && html`<span class="part" aria-hidden="true">${link.part}</span>`}${link.label}</a></li>`
}

function breadcrumbs(page: Page): Html {
  const up = [['首页', '/'] as const, ...page.crumbs]
  return html`<nav class="crumbs wrap" aria-label="当前位置"><ol>${up.map(([label, href]) => html`<li><a href="${href}">${label}</a></li>`)}<li aria-current="page">${page.title}</li></ol></nav>`
}

function footer({ agency, site, today }: Frame): Html {
  const lines = [
    ['主办单位', agency.name],
    ['网站标识码', site.siteIdCode],
    ['ICP备案号', site.icp],
    ['公安备案号', site.police],
    ['联系方式', site.contact],
  ] as const
  const told = lines.filter(([, value]) => value !== '')
  const unset = lines.filter(([, value]) => value === '').map(([name]) => name)
  return html`<footer class="bottom">
<div class="wrap">
<ul class="links"><li><a href="/about">关于本平台</a></li><li><a href="/about#reading">怎样看懂本站</a></li><li><a href="/about#accessibility">无障碍说明</a></li><li><a href="/meetings">会议公开</a></li><li><a href="/log">透明日志</a></li><li><a href="/catalogue.csv">下载职权目录</a></li></ul>
<dl>${told.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${unset.length > 0 && html`<p>${unset.join('、')}：待主办单位填报。</p>`}
<p>本平台为非涉密系统，严禁发布、存储国家秘密。以公开为常态、不公开为例外；公开内容以正式文书为准。页面生成于${formatDay(today)}。</p>
</div>
</footer>`
}
