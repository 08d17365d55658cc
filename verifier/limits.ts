import type { Cosigner } from './report.ts'

export interface Known {
  /** Whether the reader brought the keys along, and did not take those that the site publishes. */
  readonly ownPolicy: boolean
  readonly cosigners: readonly Cosigner[]
  /** Labels of fields of which neither the page nor the log says anything. */
  readonly unsaid: readonly string[]
}

/** What remains unproved however well everything agrees: said each time, so that nobody believes more than was shown. */
export function limitsOf({ ownPolicy, cosigners, unsaid }: Known): readonly string[] {
  return [
    '日志证明这些内容当时就是这样登记的、之后没有改过；登记的事是否属实，日志不能证明。',
    ...(ownPolicy
      ? []
      : [
          '核对签名用的公钥和见证单位名单取自本站。请把“透明日志”页上的公钥指纹与见证单位或公报上公布的对照一遍，以防冒充。',
        ]),
    '做验证的程序也是本站发来的。要完全不依赖本站，请在自己的电脑上用“透明日志”页介绍的其他工具再验一遍。',
    ...(cosigners.length === 0 ? ['没有见证单位作证，本站有可能给不同的人看不同的日志。'] : []),
    '本件如有更新的登记没有交出，只看本件发现不了，核对整本日志才能发现。',
    '意见、材料、经办人等没有公开的内容，日志里只有指纹，这里没有核对。',
    ...(unsaid.length > 0
      ? [`${unsaid.join('、')}：页面没有显示，日志也没有披露，分不清是没有填写还是没有公开。`]
      : []),
    '处室、事项、会议按编码核对，名称以本站所示为准。',
  ]
}
