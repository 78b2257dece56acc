/**
 * All pages are in English, and so are their numbers. The charts would write theirs in the language of the browser: "50.250"
 * on an axis beside "50,250" in a sentence, and no chart at all where Intl refuses that language (`en-US@posix`).
 */
Object.defineProperty(navigator, 'language', { value: 'en', configurable: true });
