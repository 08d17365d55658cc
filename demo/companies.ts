import { isUscc } from '../domain/uscc.ts'

const names = {
  bridge: '广东南岭路桥建设（演示）有限公司',
  highway: '粤东高速公路发展（演示）有限公司',
  coast: '滨海公路投资（演示）集团有限公司',
  tunnel: '岭南隧道工程（演示）有限公司',
  rail: '珠江城际轨道建设（演示）有限公司',
  gas: '穗城燃气管网（演示）有限公司',
  power: '南粤输变电工程（演示）有限公司',
  water: '西江引水工程（演示）有限公司',
  haulage: '华南大件物流（演示）有限公司',
  wind: '海上风电运输（演示）有限公司',
  girder: '岭东预制构件运输（演示）有限公司',
  petro: '湾区石化装备物流（演示）有限公司',
  tollway: '北环高速经营（演示）有限公司',
  ferry: '珠江口客运轮渡（演示）有限公司',
  bulk: '西江散货航运（演示）有限公司',
  tanker: '南海油运船务（演示）有限公司',
  terminal: '黄茅海通用码头（演示）有限公司',
  lpg: '大鹏液化气码头（演示）有限公司',
  container: '榕江集装箱码头（演示）有限公司',
  roro: '琼州滚装码头（演示）有限公司',
  software: '粤通信息技术（演示）股份有限公司',
  audit: '岭海工程造价咨询（演示）有限公司',
  training: '安行安全培训（演示）有限公司',
  freight: '顺途货运（演示）有限公司',
  ride: '粤行网约车服务（演示）有限公司',
  builder: '宏基土石方工程（演示）有限公司',
  school: '畅安机动车驾驶培训（演示）有限公司',
  express: '同城速递运输（演示）有限公司',
} as const

export type CompanyKey = keyof typeof names

/** The alphabet of GB 32100-2015, from which the check character is taken. */
const CHECK_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** 4499 is no division of Guangdong, so that no real company can have one of these codes, valid as they are. */
function invented(no: number): string {
  const body = `91449900MAYG${String(no).padStart(5, '0')}`
  const check = [...CHECK_CHARACTERS].find(character => isUscc(body + character))
  if (!check) throw new Error(`no check character for ${body}`)
  return body + check
}

/** An invented company as counterparty of a matter. */
export function company(key: CompanyKey) {
  return { kind: 'ORGANISATION' as const, name: names[key], uscc: invented(Object.keys(names).indexOf(key) + 1) }
}
