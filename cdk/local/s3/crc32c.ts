/** CRC-32C (Castagnoli, reflected polynomial 0x82F63B78) of `bytes`, continued from `crc`. `crc32c("123456789")` is 0xE3069283. */
export function crc32c(bytes: Uint8Array, crc = 0): number {
  let state = ~crc;
  for (let i = 0; i < bytes.length; i += 1) {
    state = TABLE[(state ^ bytes[i]!) & 0xff]! ^ (state >>> 8);
  }
  return ~state >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});
