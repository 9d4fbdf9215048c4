// The frame of the page in Arabic. The rest is in English and says so: this language is there to try right-to-left with.

/** @type {Partial<typeof import("../en/page.js").markup>} */
export const markup = {
  title: "GeoBit: الحوادث حول موقع أو على طول طريق",
  language: "اللغة",
  skipMap: "تخطي الخريطة",
  brand: "الحوادث المسجلة حول موقع أو على طول طريق",
  starting: "جارٍ البدء…",
  openFile: "فتح ملف…",
  addLog: "إضافة سجل آخر…",
  toolbar: "أدوات الرسم",
  toolSelect: "تحريك وتعديل",
  toolCircle: "دائرة",
  toolPolygon: "مضلع",
  toolCorridor: "ممر",
  toolRoute: "طريق",
  view: "العرض على شكل",
  viewPoints: "نقاط",
  viewHeat: "كثافة",
  timeRange: "الفترة",
  firstDay: "اليوم الأول",
  lastDay: "اليوم الأخير",
  to: "إلى",
  kinds: "أنواع الحوادث",
  shapes: "المناطق والطرق",
  intro:
    "ارسم منطقة حول موقع، أو طريقًا، أو افتح ملف طرق أو مواقع. تظهر هنا الحوادث المسجلة التي تعنيه وأنت ترسم.",
  saveRoute: "حفظ هذا الطريق",
  saveLine: "خط",
  copy: "نسخ",
  save: "حفظ",
  tryPlaces: "أماكن للتجربة، أو أماكنك",
  coordinates: "دائرة عند خط العرض وخط الطول",
  add: "إضافة",
  result: "النتيجة",
  snapshot: "ما تم تحميله",
  privacy: "الخصوصية",
  packs: "حزم البيانات",
  brief: "ورقة التنقل",
  dropFile: "أفلت الملف لفتحه. يبقى في هذا المتصفح.",
};

/** @type {typeof import("../en/report.js").verdict.headlines} */
export const headlines = {
  more: "حوادث مسجلة أكثر من قبل",
  fewer: "حوادث مسجلة أقل من قبل",
  noClearChange: "لا تغير واضح في الحوادث المسجلة",
  tooFew: "الحوادث المسجلة أقل من أن تدل على تغير",
};
