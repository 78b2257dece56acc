/** How the two files of a PAD of the SAMS are called, without their folders: `121f03` and `121f03.header`. */

const HEADER = /\.header$/i;

export const isPadHeader = (baseName: string): boolean => HEADER.test(baseName);

/** Of records; what is packed is called as it is within. */
export const padHeaderName = (baseName: string): string => `${baseName.replace(/\.(?:gz|zst)$/i, '')}.header`;

/** Of a header: how the records are called that it is of. */
export const padRecordsName = (baseName: string): string => baseName.replace(HEADER, '');
