import { knownChains } from '../../../domain/draw/drand.ts'
import type { SpotCheckPage } from '../../../http/api/contract.ts'
import { Fingerprint } from '../../parts/fingerprint.tsx'
import { Section } from '../../parts/section.tsx'
import { instantWords } from '../../parts/time.ts'
import { Facts } from '../../parts/words.tsx'
import { inOneRow } from './ceremony.ts'
import { Countdown } from './countdown.tsx'

type Announced = NonNullable<SpotCheckPage['announcement']>

/** Where the randomness comes from, named before it exists, and what was promised with it (RND-001). */
export function Announcement({ batch: { announcement, stage } }: { readonly batch: SpotCheckPage }) {
  if (!announcement) return null
  const { source, ceremony, codeCommitment, announced, at, by } = announcement
  return (
    <Section title="公告">
      {stage === 'ANNOUNCED' && (
        <p className="announced-round">
          {source.kind === 'DRAND' ? '随机数' : '约定的时间'}
          {instantWords(source.at)} <Countdown at={source.at} />
        </p>
      )}
      <Facts
        rows={[
          ['公告', `${instantWords(at)} ${by.name}`],
          ['随机数', sourceWords(source)],
          ['产生时间', instantWords(source.at)],
          ['地点', ceremony?.place],
          ['见证人', ceremony?.witnesses.join('、')],
        ]}
      />
      <Fingerprint name="公告指纹" value={announced} />
      <Fingerprint name="一次性密码的承诺" value={codeCommitment} />
    </Section>
  )
}

function sourceWords(source: Announced['source']): string {
  if (source.kind === 'DRAND') {
    const chain = knownChains.find(({ hash }) => hash === source.chain)
    return `公共随机信标 drand ${chain?.name ?? ''} 第${source.round}轮`
  }
  const { kind, sources } = source.plan
  const [first] = sources
  if (kind === 'DICE' && first && inOneRow(sources)) {
    return `当众掷骰子：一枚${first.to - first.from + 1}面骰子掷${sources.length}次`
  }
  return sources.map(({ name, count, from, to }) => `${name}：${count}个号码，${from}至${to}`).join('；')
}
