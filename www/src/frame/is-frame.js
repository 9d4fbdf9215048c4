/** Tells whether this document is that of the frame, which has nothing else in it. */
export const isFrame = () => "geobitFrame" in document.documentElement.dataset;
