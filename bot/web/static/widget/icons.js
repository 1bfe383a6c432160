/** The outlines of our icons, 24 × 24. */

export const BACK = "M15 5l-7 7 7 7";
export const CHEVRON = "M6 9l6 6 6-6";
export const CLOSE = "M6 6l12 12M18 6L6 18";
export const PERSON = "M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 21c.6-4 3.7-6 7.5-6s6.9 2 7.5 6";
export const SAVE = "M12 4v11M7 10l5 5 5-5M5 20h14";
export const SEND = "M12 19V5M6 11l6-6 6 6";
export const STOP = "M7 7h10v10H7z";
export const TRASH = "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13";
