import type { ThemeConfig } from 'antd'

export const fonts =
  '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","Noto Sans SC Web",sans-serif'

/**
 * Deep blue on warm paper; red only where something is wrong. Every text stands out by 4.5:1, which antd's own greys for
 * descriptions and placeholders do not. The same colours are in style/base.css for what antd does not draw.
 */
export function themeFor(large: boolean): ThemeConfig {
  return {
    token: {
      colorPrimary: '#1f4e8c',
      colorLink: '#1f4e8c',
      colorLinkHover: '#163a69',
      colorInfo: '#1f4e8c',
      colorSuccess: '#2a6b3f',
      colorWarning: '#9a5200',
      colorError: '#b3261e',
      // The pale grounds that antd would derive from such dark colours come out grey.
      colorPrimaryBg: '#e9eff7',
      colorInfoBg: '#e9eff7',
      colorInfoBorder: '#b7c9e2',
      colorSuccessBg: '#e9f3ec',
      colorSuccessBorder: '#a9cdb6',
      colorWarningBg: '#fdf3e1',
      colorWarningBorder: '#e6c68f',
      colorErrorBg: '#fcefed',
      colorErrorBorder: '#e5b1ac',
      colorText: '#22262b',
      colorTextSecondary: '#4a4f57',
      colorTextTertiary: '#5a5f67',
      colorTextDescription: '#5a5f67',
      colorTextPlaceholder: '#666b73',
      colorBorder: '#b9b3a8',
      colorBorderSecondary: '#e2ddd3',
      colorBgLayout: '#f6f3ee',
      borderRadius: 4,
      fontFamily: fonts,
      fontSize: large ? 18 : 14,
      controlHeight: large ? 42 : 34,
      motion: false,
    },
    components: {
      Form: { itemMarginBottom: 18, verticalLabelPadding: '0 0 4px' },
      Drawer: { paddingLG: 20 },
    },
  }
}
