import { QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import zhCN from 'antd/es/locale/zh_CN.js'
import { RouterProvider } from 'react-router/dom'
import { queries } from '../api/queries.ts'
import { useLargePrint } from './large-print.ts'
import { router } from './router.tsx'
import { themeFor } from './theme.ts'

/** Everything that stands around every page. */
export function App() {
  const large = useLargePrint()
  return (
    <ConfigProvider
      locale={zhCN}
      theme={themeFor(large)}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: true, scrollToFirstError: { focus: true } }}
      virtual={false}
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  )
}
