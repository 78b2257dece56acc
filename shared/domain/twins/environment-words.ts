/** Why an environment is not CLEAN, in few words; the sentences of the reasons say it with numbers. */
const WORDS: Readonly<Record<string, string>> = {
  'mean-beyond-margin': 'mean beyond the margin',
  'blocks-beyond-margin': 'blocks beyond the margin',
  excursion: 'a long excursion',
  dose: 'a large excursion',
  'limit-on-one-twin': 'a limit broken on one twin alone',
  'limit-not-compared': 'a limit of one twin, the other unseen',
  'low-coverage': 'too few good pairs',
  'margin-below-accuracy': "a margin below the sensors' accuracy",
  'alignment-disputed': 'the alignment is disputed',
  'stood-beyond-margin': 'beyond the margin, if a sensor that stood still is believed',
  'stuck-samples': 'a sensor that stood still',
  'no-margin': 'no margin declared',
};

export const environmentWords = (code: string): string => WORDS[code] ?? code.replaceAll('-', ' ');
