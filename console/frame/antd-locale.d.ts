// antd's own declaration reads as CommonJS under `nodenext`, while the file is an ES module and Vite takes it as one.
declare module 'antd/es/locale/zh_CN.js' {
  import type { ConfigProviderProps } from 'antd'

  const locale: NonNullable<ConfigProviderProps['locale']>
  export default locale
}
