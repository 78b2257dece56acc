/** The little of Markdown that our own descriptions use: paragraphs, headings, fenced commands, `code`, **strong**. */
import { escaped } from '../../../shared/formats/svg/xml.ts';

const FENCE = /^```\w*\n([\s\S]*?)\n```$/;
const HEADING = /^#+ (.*)$/;

/** @param heading the element of its headings, such as `h2` */
export function proseHtml(text: string, heading = 'h3'): string {
  return blocksOf(text)
    .map((block) => {
      const code = FENCE.exec(block)?.[1];
      // Who has no mouse scrolls a long command by its focus.
      if (code !== undefined) return `<pre tabindex="0"><code>${escaped(code)}</code></pre>`;
      const title = HEADING.exec(block)?.[1];
      if (title !== undefined) return `<${heading}>${spans(title)}</${heading}>`;
      return `<p>${spans(block)}</p>`;
    })
    .join('\n');
}

/** Split at empty lines, but not at those within a fence. */
function blocksOf(text: string): string[] {
  const parts = text.trim().split(/(^```\w*\n[\s\S]*?\n```$)/m);
  return parts
    .flatMap((part) => (FENCE.test(part) ? [part] : part.split(/\n{2,}/)))
    .filter((part) => part.trim());
}

/** Code and strong words of one line. */
export function spans(line: string): string {
  return line
    .trim()
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.startsWith('`') && part.endsWith('`') && part.length > 2
        ? `<code>${escaped(part.slice(1, -1))}</code>`
        : escaped(part).replaceAll(/\*\*([^*]+)\*\*/g, '<b>$1</b>'),
    )
    .join('');
}
