import type { UseQueryResult } from '@tanstack/react-query'
import { Alert, Button, Skeleton } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useNavigationType } from 'react-router'
import { Refused } from '../api/client.ts'

/** A page: its title in the window and as its one h1, to which the reading position goes when the page is entered. */
export function Page({
  title,
  above,
  beside,
  children,
}: {
  readonly title: string
  /** A line above the title: where one is. */
  readonly above?: ReactNode
  /** What stands at the right of the title. */
  readonly beside?: ReactNode
  readonly children?: ReactNode
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  const entering = useNavigationType()
  useEffect(() => {
    // On the first load and on going back the reader starts where the browser says.
    if (entering !== 'POP') heading.current?.focus({ preventScroll: true })
  }, [entering])
  return (
    <div className="page">
      <title>{`${title} · 阳光政务工作台`}</title>
      {above && <p className="page-above">{above}</p>}
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {beside && <div className="page-beside">{beside}</div>}
      </div>
      {children}
    </div>
  )
}

/** Shows what a query found, or that it is on its way, or why there is nothing. */
export function Loaded<T>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T>
  readonly children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />
  return (
    <div role="status" aria-label="正在读取">
      <Skeleton active paragraph={{ rows: 6 }} />
    </div>
  )
}

/** A page whose title is in what it shows. */
export function LoadedPage<T>({
  query,
  title,
  children,
}: {
  readonly query: UseQueryResult<T>
  readonly title: string
  readonly children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error instanceof Refused && query.error.problem.status === 404) return <NotFound />
  return (
    <Page title={title}>
      <Loaded query={query}>{children}</Loaded>
    </Page>
  )
}

export function NotFound() {
  return (
    <Page title="没有找到">
      <p className="lead">没有这个页面，或您无权查看。</p>
      <p>
        <Link to="/">回到待办</Link>
      </p>
    </Page>
  )
}

export function Failure({ error, retry }: { readonly error: Error; readonly retry?: () => void }) {
  const problem = error instanceof Refused ? error.problem : undefined
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={problem?.status === 403 ? '您无权查看' : '没有读到内容'}
      description={problem ? problem.detail : '页面出了差错，请刷新后再试。'}
      action={retry && <Button onClick={retry}>重试</Button>}
    />
  )
}
