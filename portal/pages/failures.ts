import { html } from '../html.ts'
import type { Page } from '../layout.ts'

export const notFoundPage: Page = {
  title: '没有找到这一页',
  column: '办件公开',
  crumbs: [],
  status: 404,
  body: html`<h1>没有找到这一页</h1>
<p>地址可能写错了，或者内容已经移走。还没有送审的件不公开，也会显示本页。</p>
<form class="search" action="/matters" role="search"><div class="wide"><label for="q">查办件</label><input id="q" name="q" type="search" maxlength="60"></div><div class="go"><button>搜索</button></div></form>
<p><a href="/">回到首页</a>　<a href="/catalogue">职权目录</a></p>`,
}

export const failedPage: Page = {
  title: '暂时打不开',
  column: '首页',
  crumbs: [],
  status: 500,
  body: html`<h1>暂时打不开</h1>
<p>平台出了故障，已经记录下来，公开的内容没有丢失。请过几分钟再试。</p>
<p><a href="/">回到首页</a></p>`,
}
