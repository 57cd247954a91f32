// The pictures of the quality pages, by Apache ECharts. All figures stand in tables too, so a picture is one
// image to a screen reader. Tooltips are drawn, not written into the page: the page's policy allows no styles.

import * as echarts from "../../../vendor/echarts/echarts.esm.min.js";

// The look of desk.css; ECharts reads plain colours only, no variables of a style sheet.
const INK = "#1d273b";
const GREY = "#667382";
const RULE = "#e4e8ee";
const TONES = { good: "#2b8a4b", bad: "#c92a2a", wait: "#b96300", calm: "#667382" };
const BLUE = "#1f6fb5";
const FONT = () => getComputedStyle(document.body).fontFamily;

const BASE = () => ({
  animation: false,
  textStyle: { fontFamily: FONT(), color: INK },
  tooltip: { renderMode: "richText", confine: true, transitionDuration: 0, backgroundColor: "#fff", borderColor: RULE, textStyle: { color: INK, fontFamily: FONT(), fontSize: 13 } },
});
const AXIS = () => ({ axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: GREY }, splitLine: { lineStyle: { color: RULE } } });

/** A dot with its interval; `across` draws it lying, else standing. */
function whisker(across, paint) {
  return (params, api) => {
    const at = api.value(0);
    const point = (value) => api.coord(across ? [value, at] : [at, value]);
    const [low, middle, high] = [api.value(2), api.value(1), api.value(3)].map(point);
    const stroke = paint(params.dataIndex);
    const cap = (end) => across
      ? { x1: end[0], y1: end[1] - 5, x2: end[0], y2: end[1] + 5 }
      : { x1: end[0] - 4, y1: end[1], x2: end[0] + 4, y2: end[1] };
    const line = (shape, width = 2) => ({ type: "line", shape, style: { stroke, lineWidth: width } });
    return {
      type: "group",
      children: [
        line({ x1: low[0], y1: low[1], x2: high[0], y2: high[1] }, 3),
        line(cap(low)),
        line(cap(high)),
        { type: "circle", shape: { cx: middle[0], cy: middle[1], r: 6 }, style: { fill: stroke, stroke: "#fff", lineWidth: 1.5 } },
      ],
    };
  };
}

function ranking(data) {
  const rows = data.rows;
  const last = rows.map((row, place) => place > 0 && row.group !== rows[place - 1].group ? place - 0.5 : null).filter((at) => at !== null);
  return {
    ...BASE(),
    grid: { left: 16, right: 16, top: 22, bottom: 22 },
    xAxis: { type: "value", min: data.min, max: data.max, ...AXIS() },
    yAxis: { type: "value", min: -0.6, max: rows.length - 0.4, inverse: true, interval: 1, ...AXIS(), splitLine: { show: false }, axisLabel: { show: false } },
    series: [{
      type: "custom",
      renderItem: whisker(true, () => BLUE),
      encode: { x: [1, 2, 3], y: 0 },
      data: rows.map((row, place) => ({ value: [place, row.value, row.low, row.high], name: row.name })),
      tooltip: { formatter: (params) => rows[params.dataIndex].word },
      markLine: {
        silent: true,
        symbol: "none",
        data: [
          { xAxis: data.line.at, label: { formatter: data.line.word, position: "end", color: GREY }, lineStyle: { color: GREY, type: "dotted" } },
          ...last.map((at) => ({ yAxis: at, label: { show: false }, lineStyle: { color: GREY, type: "dashed" } })),
        ],
      },
    }, {
      type: "scatter", // the names, at the low end of each whisker
      symbolSize: 0.01,
      silent: true,
      data: rows.map((row, place) => [row.low, place]),
      label: { show: true, position: "left", distance: 8, color: INK, fontSize: 13, formatter: (params) => rows[params.dataIndex].name },
    }],
  };
}

function difference(data) {
  const paint = TONES[data.tone];
  return {
    ...BASE(),
    grid: { left: 16, right: 16, top: 4, bottom: 20 },
    xAxis: { type: "value", min: -data.reach, max: data.reach, interval: data.reach / 2, ...AXIS(), axisLabel: { color: GREY, formatter: (value) => value > 0 ? `+${value}` : String(value).replace("-", "−") } },
    yAxis: { type: "value", min: -1, max: 1, show: false },
    series: [{
      type: "custom",
      renderItem: whisker(true, () => paint),
      encode: { x: [1, 2, 3], y: 0 },
      data: [[0, data.found.value, data.found.low, data.found.high]],
      tooltip: { formatter: () => data.found.word },
      markArea: { silent: true, itemStyle: { color: "rgba(102, 115, 130, .12)" }, data: [[{ xAxis: -data.margin }, { xAxis: data.margin }]] },
      markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: GREY, type: "solid", width: 1.5 }, data: [{ xAxis: 0 }] },
    }],
  };
}

function trend(data) {
  const drawn = data.weeks.map((week, place) => ({ ...week, place })).filter((week) => week.value !== null);
  return {
    ...BASE(),
    grid: { left: 32, right: data.line ? 72 : 12, top: 12, bottom: 24 },
    xAxis: { type: "category", data: data.weeks.map((week) => week.name), ...AXIS(), splitLine: { show: false } },
    yAxis: { type: "value", min: data.min, max: 100, ...AXIS() },
    series: [{
      type: "line",
      data: data.weeks.map((week) => week.value),
      showSymbol: false,
      silent: true,
      lineStyle: { color: BLUE, width: 1.5, opacity: 0.6 },
      markLine: data.line ? { silent: true, symbol: "none", data: [{ yAxis: data.line.at }], label: { formatter: data.line.word, position: "end", color: GREY }, lineStyle: { color: GREY, type: "dotted" } } : undefined,
    }, {
      type: "custom",
      renderItem: whisker(false, () => BLUE),
      encode: { x: 0, y: [1, 2, 3] },
      data: drawn.map((week) => [week.place, week.value, week.low, week.high]),
      tooltip: { formatter: (params) => drawn[params.dataIndex].word },
    }],
  };
}

const KINDS = { whiskers: ranking, difference, trend };

/** Draw the chart of `place`, whose data stand in the script element that data-chart names. */
export function draw(place) {
  const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  if (data.kind === "whiskers") place.style.height = `${Math.max(data.rows.length * 34 + 52, 110)}px`;
  const chart = echarts.init(place, null, { renderer: "canvas" });
  chart.setOption(KINDS[data.kind](data));
  new ResizeObserver(() => chart.resize()).observe(place);
  place.dataset.drawn = "";
}
