// Colours as a canvas reads them, and as pixels of a picture, which are little-endian: opacity, blue, green, red from the
// highest byte down.
// Matrices: Björn Ottosson, "A perceptual color space for image processing", https://bottosson.github.io/posts/oklab/

// OKLCH to "#rrggbb", which a canvas reads many times faster than "oklch(…)": lightness 0 to 1, chroma from 0, hue in degrees;
// what sRGB cannot show is cut to what it can.
/** @type {(lightness: number, chroma: number, hue: number) => string} */
export function oklchToHex(lightness, chroma, hue) {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${linear.map(byteOf).join("")}`;
}

/** @type {(linear: number) => string} */
function byteOf(linear) {
  const light = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, light)))
    .toString(16)
    .padStart(2, "0");
}

// colour: "#rrggbb".
/** @type {(colour: string) => number} */
export const inkOf = (colour) =>
  (0xff000000
    | (parseInt(colour.slice(5, 7), 16) << 16)
    | (parseInt(colour.slice(3, 5), 16) << 8)
    | parseInt(colour.slice(1, 3), 16))
  >>> 0;

// The same with an opacity of 0 to 1.
/** @type {(ink: number, opacity: number) => number} */
export const inkAt = (ink, opacity) => ((ink & 0xffffff) | (Math.round(opacity * 255) << 24)) >>> 0;
