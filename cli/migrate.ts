import type { Config } from '../config.ts'
import { connect } from '../store/connect.ts'
import { migrate } from '../store/migrate.ts'

export const summary = '把数据库结构更新到本程序的版本'

export const usage = `用法：yangguang migrate

依次执行 store/migrations 中尚未执行的迁移，每个文件一个事务；已执行的不再执行。数据库由 DATABASE_URL 指定，
留空时为 DATA_DIR 中的内嵌数据库。yangguang serve 启动时也会自动执行。`

/** @returns 0; 1 when program and database do not belong together; 2 when the arguments make no sense. */
export async function run(args: readonly string[], config: Config): Promise<number> {
  if (args.length > 0) {
    console.error(usage)
    return 2
  }
  const connection = await connect(config, console.error, { max: 1 })
  try {
    const result = await migrate(connection.pool)
    if (!result.ok) {
      console.error(result.sentence)
      return 1
    }
    for (const name of result.applied) console.log(`已执行 ${name}`)
    console.log(
      result.applied.length === 0 ? '数据库已是最新，没有要执行的迁移' : `共执行 ${result.applied.length} 个迁移`,
    )
    return 0
  } finally {
    await connection.close()
  }
}
