import { expect, it } from 'vitest';
import { captioned, linesOf } from '../../../../functions/web/twins/picture.ts';

it('a caption is broken between words, and loses none', () => {
  expect(linesOf('pair P1 of two units, snapshot sha256:0123456789', 16)).toEqual([
    ...['pair P1 of two', 'units, snapshot', 'sha256:0123456789'],
  ]);
});

it('a picture gets its caption below it, as text, and grows by it', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 600" width="960" height="600"><rect class="page" width="960" height="600"/><svg class="figure" viewBox="0 0 960 600" width="960" height="600"></svg></svg>';
  const picture = captioned(svg, 'pair <b>P1</b> & its snapshot');
  expect(picture).toContain(
    'viewBox="0 0 960 624" width="960" height="624"><rect class="page" width="960" height="624"/>',
  );
  expect(picture).toContain('<svg class="figure" viewBox="0 0 960 600" width="960" height="600">');
  expect(picture).toContain('>pair &lt;b&gt;P1&lt;/b&gt; &amp; its snapshot</text></svg>');
  expect(() => captioned('{"no":"picture"}', '')).toThrow('expected an SVG');
});
