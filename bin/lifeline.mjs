// Preloaded into every Node 24 that bootstrap.mjs starts: when the starter is gone (kill -9 included), this process ends in
// order instead of living on unseen.
if (process.channel !== undefined) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
