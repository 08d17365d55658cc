#!/usr/bin/env python3
"""阳光政务透明日志的独立核对程序：只用 Python 3.8 以上的标准库和 openssl 3.0 以上的命令，不用本平台的任何代码。

  python3 verify.py 地址或文件夹 [--vkey 公钥]… [--index 序号] [--kept 上次保存的检查点文件]

地址形如 https://gov.example.cn/log，文件夹由 yangguang log export 导出；检查点即其中的 checkpoint，宜每次保存一份。
核对：检查点的签名；全部条目与全部哈希瓦片；由条目重新计算的树根；一个条目在树中；检查点与上次保存的一脉相承。
不核对：见证人的签名，条目的内容是否合规（用 yangguang verify）。退出码：0 全部成立，2 参数不对，3 不成立，4 读不到。
格式见 C2SP tlog-tiles、tlog-checkpoint、signed-note，树见 RFC 6962 第2节。
"""
import argparse, base64, binascii, hashlib, re, subprocess, sys, tempfile, urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

Fault = type('Fault', (Exception,), {'__doc__': '有不成立的。'})


def sha256(*parts):
    return hashlib.sha256(b''.join(parts)).digest()


def read(place, path, most=1_000_000):
    """一个文件的内容，长于 most 字节的不要。"""
    address = place.rstrip('/') + '/' + path if re.match('https?://', place) else None
    with urllib.request.urlopen(address, timeout=30) if address else Path(place, path).open('rb') as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise Fault('%s 过长' % path)
    return content


def parse_key(vkey):
    """名称、编号（4字节）、Ed25519 公钥（32字节）；编号由名称和公钥算出，抄错一个字符就对不上。"""
    name, number, key = (vkey.strip().split('+', 2) + ['', ''])[:3]
    material = base64.b64decode(key, validate=True)
    digest = sha256(name.encode(), b'\n', material)[:4]
    if len(material) != 33 or material[0] != 1 or digest.hex() != number:
        raise Fault('公钥不是 Ed25519 公钥，或名称、编号、密钥互不相符：%s' % vkey.strip())
    return name, digest, material[1:]


def is_signed(message, signature, public):
    """由 openssl 判断（RFC 8032）；公钥之前是 RFC 8410 规定的 DER 头。"""
    der = base64.b64encode(bytes.fromhex('302a300506032b6570032100') + public)
    pem = b'-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n' % der
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (('message', message), ('signature', signature), ('key', pem)):
            Path(folder, name).write_bytes(content)
        command = 'openssl pkeyutl -verify -pubin -rawin -in message -sigfile signature -inkey key'
        said = subprocess.run(command.split(), capture_output=True, cwd=folder)
    if b'Signature Verif' not in said.stdout:
        raise OSError('openssl 不能核对 Ed25519 签名，需要 3.0 以上：%s' % said.stderr.decode('utf-8', 'replace'))
    return said.returncode == 0


def open_checkpoint(note, keys, what):
    """检查点的大小和树根；已知公钥的签名至少要有一个，且个个有效。"""
    text, _, lines = note.decode('utf-8', 'replace').rpartition('\n\n')
    fields, good = text.split('\n'), 0
    for line in lines.split('\n')[:-1]:
        dash, name, coded = (line.split(' ') + ['', ''])[:3]
        for known, number, public in keys:
            ours = dash == '—' and name == known == fields[0]
            signature = base64.b64decode(coded, validate=True) if ours else b''
            if signature[:4] == number:
                if not is_signed(text.encode() + b'\n', signature[4:], public):
                    raise Fault('%s上 %s 的签名不对' % (what, name))
                good += 1
    if good == 0 or len(fields) < 3 or not re.fullmatch('0|[1-9][0-9]{0,15}', fields[1]):
        raise Fault('%s没有所给公钥的签名，或格式不对' % what)
    return int(fields[1]), base64.b64decode(fields[2], validate=True)


def tiles(place, kind, count):
    """依次读出 count 个结点（或条目）所在的每一片：路径、从第几个起、几个、内容。"""
    found = []
    for start in range(0, count, 256):
        number = '%03d' % (start // 256)
        *high, last = re.findall('...', number.zfill((len(number) + 2) // 3 * 3))
        path = '/'.join(['tile', str(kind), *('x' + group for group in high), last])
        width = min(256, count - start)
        found.append((path + ('' if width == 256 else '.p/%d' % width), start, width))
    with ThreadPoolExecutor(8) as pool:
        for tile, content in zip(found, pool.map(lambda tile: read(place, tile[0], 256 * 65_537), found)):
            yield (*tile, content)


def entries_of(path, _, width, bundle):
    entries, at = [], 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at:at + 2], 'big')
        entries.append(bundle[at + 2:end])
        at = end
    if at != len(bundle) or len(entries) != width:
        raise Fault('条目包 %s 的长度或条数对不上' % path)
    return entries


def levels_of(leaves):
    """树的每一层，从叶到根：两两相合，落单的结点原样上升，便是 RFC 6962 的树。"""
    levels = [leaves or [sha256()]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([sha256(b'\1', a, b) for a, b in zip(below[::2], below[1::2])] + below[len(below) // 2 * 2:])
    return levels


def verify(place, vkey, index, kept):
    keys = [parse_key(key) for key in vkey or [read(place, 'vkey').decode('utf-8', 'replace')]]
    print('公钥　' + ('由您给出' if vkey else '取自同一处，只能说明前后一致；请经别的途径核对后用 --vkey 给出'))
    size, root = open_checkpoint(read(place, 'checkpoint'), keys, '检查点')
    print('签名　成立：%s 签了 %d 个条目的检查点' % (keys[0][0], size))
    entries = [entry for tile in tiles(place, 'entries', size) for entry in entries_of(*tile)]
    levels = levels_of([sha256(b'\0', entry) for entry in entries])
    for level in range(0, len(levels), 8):
        for path, start, width, tile in tiles(place, level // 8, size >> level):
            if tile != b''.join(levels[level][start:start + width]):
                raise Fault('哈希瓦片 %s 与条目不符' % path)
    if levels[-1][0] != root:
        raise Fault('由条目算出的树根与签了名的树根不同')
    print('全树　成立：条目、哈希瓦片、签了名的树根三者相符')
    if index is not None:
        node = levels[0][index] if 0 <= index < size else b''
        for height, level in enumerate(levels[:-1]):
            at = index >> height
            if at ^ 1 < len(level):
                node = sha256(b'\1', level[at - 1], node) if at % 2 else sha256(b'\1', node, level[at + 1])
        if node != root:
            raise Fault('第 %d 号条目不在检查点的树中' % index)
        print('条目　成立：第 %d 号在树中，内容是 %s' % (index, entries[index].decode('utf-8', 'replace')))
    if kept:
        old_size, old_root = open_checkpoint(read('', kept), keys, '上次的检查点')
        if old_size > size or levels_of(levels[0][:old_size])[-1][0] != old_root:
            raise Fault('与上次保存的检查点（%d 个条目）不是一脉相承：日志倒退、删改或分叉过' % old_size)
        print('前后　成立：上次的 %d 个条目原样在前，此后只增不改' % old_size)


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('place')
    for option, more in (('--vkey', {'action': 'append'}), ('--index', {'type': int}), ('--kept', {})):
        parser.add_argument(option, **more)
    try:
        verify(**vars(parser.parse_args()))
    except (Fault, binascii.Error) as fault:
        sys.exit(print('不成立：%s' % fault) or 3)
    except Exception as error:
        sys.exit(print('没有核对完：%s %s' % (error, getattr(error, 'url', ''))) or 4)
