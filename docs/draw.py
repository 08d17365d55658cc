#!/usr/bin/env python3
"""双随机抽查独立核对程序，只用 Python 标准库（3.8 以上），不用本平台的任何代码：照抽取记录重做一遍，逐项比较。
用法：python3 draw.py 抽取记录.json　　退出码：0 成立；3 不成立；4 没有核对完。
drand 的 BLS 签名标准库算不了：只核对随机数是签名的 SHA-256，该轮签名请另用 drand 官方工具核对。
公告早于随机数，本程序看不出来：请到日志里查它打印的公告哈希。"""
import hashlib, hmac, itertools, json, sys

def check(good, what):
    if not good:
        sys.exit(print('不成立：' + what) or 3)

def sha256(data):
    return hashlib.sha256(data).hexdigest()

def units(text):  # 名单和键一律按 UTF-16 码元排序
    return text.encode('utf-16-be')

def canonical(value):  # RFC 8785 的 JSON 写法
    if isinstance(value, dict):
        return '{%s}' % ','.join('%s:%s' % (canonical(k), canonical(value[k])) for k in sorted(value, key=units))
    return '[%s]' % ','.join(map(canonical, value)) if isinstance(value, list) else json.dumps(value, ensure_ascii=False)

def prf(seed, label):  # RFC 5869 的 HKDF-Expand，32字节
    return hmac.new(seed, label.encode() + b'\1', hashlib.sha256).digest()

def ticket(entry, seed):  # 权重几，就有几张票，取最小的一张
    labels = [entry['id']] + ['%s\t%d' % (entry['id'], k) for k in range(2, entry['weight'] + 1)]
    return min(prf(seed, label) for label in labels), units(entry['id'])

def order_of(method, entries, seed, randomness):  # 一个分层的抽取次序
    ids = [e['id'] for e in (sorted(entries, key=lambda e: ticket(e, seed)) if method == 'TICKETS' else entries)]
    numbers = (int.from_bytes(prf(seed, '\t%s\t%d' % (entries[0]['stratum'], c))[:6], 'big') for c in itertools.count())
    for i in range(len(ids)):
        if method == 'RFC3797':
            digest = hashlib.md5(i.to_bytes(2, 'big') + randomness + i.to_bytes(2, 'big')).hexdigest()
            ids.insert(i, ids.pop(i + int(digest, 16) % (len(ids) - i)))
        if method == 'INDEX':  # 与第一个未抽的对换；会造成偏差的数跳过
            at = i + next(x for x in numbers if x < 2**48 - 2**48 % (len(ids) - i)) % (len(ids) - i)
            ids[i], ids[at] = ids[at], ids[i]
        yield ids[i]

def randomness_of(source, reveal):
    if source['kind'] == 'CEREMONY':
        return ''.join('%s/' % ''.join('%d.' % n for n in sorted(s['numbers'])) for s in reveal['ceremony']['sources']).encode()
    found = hashlib.sha256(bytes.fromhex(reveal['beacon']['signature'])).digest()
    check(reveal['beacon']['round'] == source['round'], 'drand 轮次不是公告约定的那一轮')
    check(reveal['beacon'].get('randomness', found.hex()) == found.hex(), 'drand 随机数不是其签名的 SHA-256')
    print('签名　没有核对：%s 链第 %d 轮的 BLS 签名，请用 drand 官方工具核对' % (source['chain'], source['round']))
    return found

def verify(t):
    a, pool, pairs, barred, drawn, seeds = t['announcement'], t['announcement']['pool'], {}, set(), [], {}
    check(all(units(x['id']) < units(y['id']) for x, y in zip(pool, pool[1:])), '对象池没有按编号排序，或编号重复')
    text = 'yangguang draw pool v1\n' + ''.join('%s\t%s\t%d\n' % (e['id'], e['stratum'], e['weight']) for e in pool)
    check(sha256(text.encode()) == a['poolCommitment'], '对象池与公告的对象池哈希不同')
    check(sha256(canonical({k: a[k] for k in a if k != 'pool'}).encode()) == t['announced'], '公告与日志中公告的哈希不同')
    print('公告　成立：%d 个对象，请到日志里查公告的哈希 %s' % (len(pool), t['announced']))
    randomness = randomness_of(a['source'], t['reveal'])
    def revealed(code, before):  # HKDF-Extract：盐是一次性码，输入是公开的随机数
        check(sha256(bytes.fromhex(code)) == before, '一次性码与承诺不符')
        return hmac.new(bytes.fromhex(code), randomness, hashlib.sha256).digest()
    def assign(object, seed, staying=()):  # 件数少的先派，同样多的按抽取次序
        out = barred | {*staying, *a['conflicts'].get(object, [])}
        free = [who for who in a['inspectors'] if not {who, (object, who)} & out]
        free.sort(key=lambda who: (sum(who in pair for pair in pairs.values()), prf(seed, object + '\n' + who)))
        pairs[object] = list(staying) + free[:a['perObject'] - len(staying)]
        check(len(pairs[object]) == a['perObject'] >= 2, '「%s」的检查人不够' % object)
        return {'object': object, 'inspectors': pairs[object]}
    code, seed = t['reveal']['code'], revealed(t['reveal']['code'], a['codeCommitment'])
    strata = {rule['stratum']: [e for e in pool if e['stratum'] == rule['stratum']] for rule in a['rules']}
    for rule in a['rules']:
        name, of = rule['stratum'], strata[rule['stratum']]
        quota = rule.get('count') or -(-round(rule['rate'] * 10000) * len(of) // 10000)
        drawn.append({'stratum': name, 'ids': list(itertools.islice(order_of(a['method'], of, seed, randomness), quota))})
    check(drawn == t['result']['drawn'] and {e['stratum'] for e in pool} == set(strata), '抽中的对象应是 ' + canonical(drawn))
    ever = [object for stratum in drawn for object in stratum['ids']]
    check([assign(object, seed) for object in sorted(ever, key=units)] == t['result']['pairs'], '检查人应是 ' + canonical(pairs))
    for s in t['substitutions']:
        now, changed, code = revealed(s['code'], code) if 'code' in s else None, [], s.get('code', code)
        if s['kind'] == 'OBJECT_UNAVAILABLE':
            of = next(of for of in strata.values() if any(e['id'] == s['object'] for e in of))
            del pairs[s['object']]
            new = list(itertools.islice((x for x in order_of(a['method'], of, now, randomness) if x not in ever), 1))
            seeds.update((object, now) for object in new)
            changed, ever = [assign(object, now) for object in new], ever + new
        else:  # 回避按原次序顺补，其余用下一个一次性码
            barred.add((s['object'], s['inspector']) if s['kind'] == 'RECUSAL' else s['inspector'])
            for object in sorted([s['object']] if s['kind'] == 'RECUSAL' else pairs, key=units):
                if s['inspector'] in pairs[object]:
                    pairs[object].remove(s['inspector'])
                    changed.append(assign(object, now or seeds.get(object, seed), pairs[object]))
        check(changed == s['pairs'], '替补应是 ' + canonical(changed))
    print('抽取　成立：抽中 %d 个，替补 %d 次，每个对象 %d 名检查人' % (len(ever), len(t['substitutions']), a['perObject']))

if __name__ == '__main__':
    try:
        verify(json.load(open(sys.argv[1], encoding='utf-8')))
    except Exception as error:
        sys.exit(print('没有核对完：%r' % error) or 4)
