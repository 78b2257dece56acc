/** A picture of the API, to carry away: with what it shows below it, and as pixels. */

const LINE = 16;
const ROOM = 8;
/** Characters of a line at the font of the picture. */
const PIXELS_A_LETTER = 6.4;
const TIMES = 2;

/**
 * The same SVG with lines of text below it. By its text: a parsed document would be held to the policy of the page, which
 * takes no style that stands in a file.
 *
 * @param svg as the API writes it, its root with a viewBox
 */
export function captioned(svg: string, caption: string): string {
  const picture = svg.trimEnd();
  const [root = '', w = '', h = ''] = /<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>/.exec(picture) ?? [];
  const [width, height] = [Number(w), Number(h)];
  if (root === '' || !picture.endsWith('</svg>'))
    throw new Error('expected an SVG of the API with a viewBox, got none');
  const lines = linesOf(caption, Math.floor(width / PIXELS_A_LETTER));
  const taller = height + LINE * lines.length + ROOM;
  const grown = (tag: string) => tag.replace(`height="${h}"`, `height="${taller}"`);
  const texts = lines.map(
    (text, i) =>
      `<text x="8" y="${height + LINE * (i + 1) - 4}" font-family="sans-serif" font-size="11" style="fill:var(--ink)">${escaped(text)}</text>`,
  );
  return picture
    .replace(root, grown(root).replace(`viewBox="0 0 ${w} ${h}"`, `viewBox="0 0 ${w} ${taller}"`))
    .replace(/<rect class="page"[^>]*>/, grown)
    .replace(/<\/svg>$/, `${texts.join('')}</svg>`);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);

/** Words in lines of at most so many letters; a longer word is a line of its own. */
export function linesOf(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Drawn by the browser, at twice its size. */
export async function pngOf(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = TIMES * image.naturalWidth;
    canvas.height = TIMES * image.naturalHeight;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('expected a canvas to draw on, got none');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob === null ? reject(new Error('the browser drew no PNG')) : resolve(blob))),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
