/** Members of a zip archive, by its central directory (PKWARE APPNOTE 6.3.10, sections 4.3.12 and 4.3.16). */
import { crc32, inflateRawSync } from 'node:zlib';
import { quoted } from '../../domain/quoted.ts';
import { Refusal } from '../../domain/refusal.ts';

export interface ZipMember {
  readonly name: string;
  /** Unpacked. */
  readonly bytes: number;
  /** The unpacked member. Fails with `zip.damaged` or `zip.packing`. */
  read(): Uint8Array;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 65_535;
const MOST_MEMBERS = 1000;
/** Stands where the true number is in the fields of zip64. */
const IN_ZIP64 = 0xffffffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/** Whether the bytes begin as an archive does, or as the first part of one (a program may write its sign before any). */
export function isZip(bytes: Uint8Array): boolean {
  const sign = new TextDecoder('latin1').decode(bytes.subarray(0, 4));
  return ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'].includes(sign);
}

/**
 * Nothing is unpacked before a member is read. Fails with `zip.damaged`, `zip.packing`, `zip.name` (a name that leads out
 * of the archive) or `zip.too-large`.
 *
 * @param mostBytes that a member may unpack to
 */
export function unzip(archive: Uint8Array, mostBytes: number, mostMembers = MOST_MEMBERS): ZipMember[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = endAt(view);
  const count = view.getUint16(end + 10, true);
  if (count > mostMembers)
    throw refused('too-large', `expected at most ${mostMembers} members in the archive, got ${count}`);
  const members: ZipMember[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > end || view.getUint32(at, true) !== ENTRY)
      throw damaged('its list of members breaks off');
    const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true);
    if (nameEnd > end) throw damaged('its list of members breaks off');
    members.push(
      memberAt({ archive, view, at, name: nameIn(archive.subarray(at + ENTRY_BYTES, nameEnd)), mostBytes }),
    );
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}

/** Where the end record begins: the last thing of the archive but for a remark. */
function endAt(view: DataView): number {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--)
    if (
      view.getUint32(at, true) === END &&
      at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength
    )
      return at;
  throw damaged('it has no end: it was cut off, or something was appended');
}

/** A name that leads elsewhere is a trap, or was written by a program that does not know what a zip is. */
function nameIn(bytes: Uint8Array): string {
  const name = new TextDecoder().decode(bytes);
  const isSafe = name !== '' && !/\\|\0|^\/|^[a-z]:/i.test(name) && !name.split('/').includes('..');
  if (isSafe) return name;
  const sentence = `expected names of members without backslashes and without "..", got ${quoted(name)}: pack the file again`;
  throw refused('name', sentence);
}

interface Entry {
  readonly archive: Uint8Array;
  readonly view: DataView;
  /** Of the entry in the central directory. */
  readonly at: number;
  readonly name: string;
  readonly mostBytes: number;
}

function memberAt(entry: Entry): ZipMember {
  const { view, at, name } = entry;
  const bytes = view.getUint32(at + 24, true);
  if (bytes === IN_ZIP64 || view.getUint32(at + 42, true) === IN_ZIP64)
    throw refused(
      'packing',
      `${quoted(name)} is packed as zip64, which is for files above 4 GB: pack it again`,
    );
  return { name, bytes, read: () => unpacked(entry, bytes) };
}

function unpacked({ archive, view, at, name, mostBytes }: Entry, bytes: number): Uint8Array {
  if (bytes > mostBytes)
    throw refused('too-large', `expected at most ${mostBytes} bytes in ${quoted(name)}, got ${bytes}`);
  if ((view.getUint16(at + 8, true) & ENCRYPTED) !== 0)
    throw refused('packing', `${quoted(name)} is encrypted: pack it without a password`);
  const packed = packedBytes(archive, view, at, name);
  const plain = inflated(packed, view.getUint16(at + 10, true), bytes, name);
  if (plain.length !== bytes || crc32(plain) !== view.getUint32(at + 16, true))
    throw damaged(`${quoted(name)} is not what was packed: its checksum differs`);
  return plain;
}

function packedBytes(archive: Uint8Array, view: DataView, at: number, name: string): Uint8Array {
  const local = view.getUint32(at + 42, true);
  if (local + LOCAL_BYTES > archive.length || view.getUint32(local, true) !== LOCAL)
    throw damaged(`${quoted(name)} is not where the list of members says`);
  const start = local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const end = start + view.getUint32(at + 20, true);
  if (end > archive.length) throw damaged(`${quoted(name)} breaks off`);
  return archive.subarray(start, end);
}

function inflated(packed: Uint8Array, method: number, bytes: number, name: string): Uint8Array {
  if (method === STORED) return packed;
  if (method !== DEFLATED)
    throw refused(
      'packing',
      `${quoted(name)} is packed by method ${method}; expected deflate, which every program writes`,
    );
  try {
    // Not a byte more than was announced.
    return inflateRawSync(packed, { maxOutputLength: Math.max(bytes, 1) });
  } catch (cause) {
    throw damaged(`${quoted(name)} cannot be unpacked`, { cause });
  }
}

function damaged(what: string, options?: ErrorOptions): Refusal {
  return new Refusal(
    'invalid',
    'zip.damaged',
    `the zip archive is damaged: ${what}; send it again`,
    {},
    options,
  );
}

function refused(what: 'packing' | 'name' | 'too-large', sentence: string): Refusal {
  return new Refusal(what === 'too-large' ? 'too-large' : 'invalid', `zip.${what}`, sentence);
}
