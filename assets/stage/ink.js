// Colours as pixels of a picture, which are little-endian: opacity, blue, green, red from the highest byte down.

// colour: "#rrggbb".
export const inkOf = (colour) =>
  (0xff000000 | (parseInt(colour.slice(5, 7), 16) << 16) | (parseInt(colour.slice(3, 5), 16) << 8)
    | parseInt(colour.slice(1, 3), 16)) >>> 0;

// The same with an opacity of 0 to 1.
export const inkAt = (ink, opacity) => ((ink & 0xffffff) | (Math.round(opacity * 255) << 24)) >>> 0;
