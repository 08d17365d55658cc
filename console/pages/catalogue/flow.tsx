import type { ItemView } from '../../../http/api/contract.ts'

type Node = ItemView['nodes'][number]

const types: Readonly<Record<string, string>> = {
  start: '起点',
  task: '办理',
  decision: '判断',
  meeting: '会议',
  publish: '公开',
  end: '终点',
}

/** The flowchart as an ordered list that everybody can read: what leads on is beside it, what branches off is said. */
export function Flow({ item }: { readonly item: ItemView }) {
  const nameOf = (id: string) => item.nodes.find(node => node.id === id)?.name ?? id
  const riskOf = (id: string) => item.risks.find(risk => risk.id === id)?.name ?? id
  return (
    <section className="card" aria-labelledby="flow-title">
      <h2 id="flow-title">权力运行流程</h2>
      <ol className="flow">
        {item.nodes.map((node, index) => (
          <li key={node.id} className={`flow-node flow-${node.type}${node.key ? ' flow-key' : ''}`}>
            <span className="flow-type">{types[node.type] ?? node.type}</span>
            <div>
              <strong>{node.name}</strong>
              {node.key && <span className="flow-mark">关键环节</span>}
              <span className="row-note">
                {node.post}
                {node.days !== undefined && ` · ${node.days} 个工作日`}
              </span>
              {node.risks.length > 0 && <span className="row-note">风险点：{node.risks.map(riskOf).join('、')}</span>}
              <Ways
                edges={item.edges.filter(edge => edge.from === node.id)}
                next={item.nodes[index + 1]}
                nameOf={nameOf}
              />
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The ways that do not simply lead to the next line. */
function Ways({
  edges,
  next,
  nameOf,
}: {
  readonly edges: ItemView['edges']
  readonly next: Node | undefined
  readonly nameOf: (id: string) => string
}) {
  const special = edges.filter(edge => edge.to !== next?.id || edge.label !== undefined)
  if (special.length === 0) return null
  return (
    <ul className="flow-ways">
      {special.map(edge => (
        <li key={`${edge.to} ${edge.label ?? ''}`}>
          {edge.label && `${edge.label}：`}转「{nameOf(edge.to)}」
        </li>
      ))}
    </ul>
  )
}
