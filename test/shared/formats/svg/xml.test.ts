import { expect, it } from 'vitest';
import { fitted, widthOf } from '../../../../shared/formats/svg/words.ts';
import { element, escaped } from '../../../../shared/formats/svg/xml.ts';

it('What people write stays text, in an attribute too', () => {
  const name = `<script>alert("x")</script> & 'y'`;
  expect(escaped(name)).toBe('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;');
  expect(element('g', { title: '"><b>', x: 0, none: null }, escaped('a<b'))).toBe(
    '<g title="&quot;&gt;&lt;b&gt;" x="0">a&lt;b</g>',
  );
});

it('What XML cannot hold is replaced, and line ends stay', () => {
  expect(escaped('a\u0000b\u001bc\uD800d\uFFFEe\n\t')).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\n\t');
});

it('Marks that turn the direction of a text are written out, and other scripts stay', () => {
  expect(escaped('Mission \u202Egpj.exe\u2069 \u200F')).toBe('Mission \\u202Egpj.exe\\u2069 \\u200F');
  expect(escaped('שלום 温度')).toBe('שלום 温度');
});

it('A text that does not fit is cut at a letter, and one of which nothing would be left is not there', () => {
  expect(fitted('temperature', 100, 10)).toBe('temperature');
  expect(fitted('temperature', 40, 10)).toMatch(/^temp.*…$/);
  expect(widthOf(fitted('temperature', 40, 10), 10)).toBeLessThanOrEqual(40);
  expect(fitted('temperature', 10, 10)).toBe('');
  expect(widthOf('温度', 10)).toBe(21);
});
