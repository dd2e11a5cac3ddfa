/**
 * Words that speak for an area, as folded beginnings of words ("contamin" finds contaminación and contaminan).
 * Weight 2 speaks alone, 1 needs a second word; definitions as in docs/tagging.md.
 */
export interface Cue {
  readonly stem: string;
  readonly weight: 1 | 2;
}

const strong = (...stems: string[]): Cue[] => stems.map((stem) => ({ stem, weight: 2 }));
const weak = (...stems: string[]): Cue[] => stems.map((stem) => ({ stem, weight: 1 }));

export const cues: Readonly<Record<string, readonly Cue[]>> = {
  anticorruption: [
    ...strong(
      'corrup', 'coima', 'soborn', 'anticorrup', 'malversa', 'colusion', 'nepotis', 'sobrevalor', 'peculado', 'testaferr',
      'lavado de activos', 'enriquecimiento ilicito', 'conflicto de interes', 'conflictos de interes', 'control social',
      'vigilancia ciudadana', 'veedur', 'contralor', 'denunciante', 'muerte civil', 'se roba', 'roban la plata', 'roben la plata',
      'que roben', 'que no roben', 'para que no rob', 'puestos a dedo', 'a dedo', 'beneficiario final', 'oci', 'obras fantasma', 'obra fantasma',
      'licitaciones amanad', 'tratos bajo la mesa', 'puerta giratoria', 'bajo la mesa', 'extinguir el dominio', 'extincion de dominio', 'diezmo', 'aceit',
      'declaracion jurada de bienes', 'declaraciones juradas', 'sistema nacional de control', 'control concurrente', 'inhabilit', 'financiamiento ilegal',
    ),
    ...weak(
      'rob', 'contratacion', 'contrataciones', 'licitacion', 'compras publicas', 'compras estatales', 'proveedor', 'integridad', 'sancion', 'fiscaliz', 'imprescript',
      'funcionario', 'auditor', 'dinero publico', 'plata del pueblo', 'obra', 'contrato', 'amigo', 'familiar', 'pariente', 'primo', 'cunad', 'etica', 'impunidad', 'lobby',
      'control previo', 'inmunidad', 'mafia',
    ),
  ],
  inclusion: [
    ...strong(
      'discapaci', 'indigena', 'pueblos originarios', 'comunidades nativas', 'comunidad nativa', 'afroperuan', 'afrodescend', 'lgbt', 'mujer', 'adulto mayor',
      'adultos mayores', 'tercera edad', 'ancian', 'lengua originaria', 'lenguas originarias', 'lengua materna', 'quechua', 'quechuahablant', 'aymara', 'aimara', 'ashanink',
      'awajun', 'shipib', 'intercultural', 'bilingue', 'violencia de genero', 'feminicid', 'equidad de genero', 'igualdad de genero', 'lenguaje de senas', 'lengua de senas',
      'silla de ruedas', 'braille', 'ciego', 'sordo', 'sordos', 'rampa', 'migrante', 'refugiad', 'pobreza extrema', 'extrema pobreza', 'discrimin', 'inclusion social',
      'inclusiv', 'vulnerable', 'autis', 'warmi', 'madre soltera', 'madres solteras', 'abuelit', 'trans', 'gays', 'homosexual', 'trata de personas', 'no videntes', 'invidente', 'accesib',
      'ninos en riesgo', 'trabajo infantil', 'orfandad', 'consulta previa', 'racis', 'machis', 'adultas mayores', 'gitan', 'personas mayores',
    ),
    ...weak('inclusion', 'igualdad', 'nina', 'ninas', 'genero', 'pobreza', 'pobres', 'juventud', 'diversidad', 'comunidades campesinas', 'traduc', 'interpret', 'jubilad', 'pension 65', 'wasi', 'anemia', 'victima', 'mayores', 'cuna mas', 'dependien'),
  ],
  access_to_information: [
    ...strong(
      'transparen', 'acceso a la informacion', 'datos abiertos', 'open data', 'publiquen', 'publique', 'publicar', 'publicacion de', 'rendicion de cuentas', 'rinda cuentas', 'rindan cuentas',
      'rendir cuentas', 'informacion publica', 'portal de', 'portal web', 'en que gasta', 'en que se gasta', 'cuanto gast', 'presupuesto abierto', 'solicitud de informacion', 'solicitudes de informacion', 'pedidos de informacion',
      'pagina web', 'gobierno abierto', 'estado abierto', 'que se sepa', 'en linea el', 'informen', 'que nos informe', 'nos expliquen', 'accesible al publico', 'archivo abierto', 'actas',
      'sacan la cuenta', 'mostrar las cuentas', 'cuentas claras', 'agenda publica', 'agenda de', 'transmit', 'en vivo',
    ),
    ...weak('portal', 'informacion', 'presupuesto', 'gasto', 'gasta', 'web', 'internet', 'datos', 'publico los', 'consultar', 'seguimiento', 'plataforma', 'app', 'facebook', 'digital', 'internet', 'responder', 'responda', 'avis', 'inform', 'mural', 'cuentas', 'visible', 'interoperab'),
  ],
  environment: [
    ...strong(
      'medio ambiente', 'ambiental', 'medioambient', 'contamin', 'basura', 'recicl', 'reforest', 'deforest', 'bosque', 'arbol', 'rio', 'rios', 'relave', 'mineria ilegal', 'minera', 'mercurio',
      'cambio climatico', 'climatic', 'fauna', 'flora', 'biodivers', 'areas verdes', 'area verde', 'zonas verdes', 'parque', 'energia solar', 'energias renovables', 'energia renovable', 'renovable', 'paneles solares', 'emision',
      'ruido', 'humo', 'residuos', 'plastic', 'ecolog', 'glaciar', 'nevado', 'laguna', 'cuenca', 'desague', 'aguas servidas', 'aguas residuales', 'tala', 'huaic', 'inundac', 'fenomeno del nino', 'fenomeno el nino', 'sequia',
      'petroleo', 'derrame', 'quema', 'sostenible', 'sustentab', 'ecosistem', 'humedal', 'amazoni', 'animales silvestres', 'compost', 'carril bici', 'bicicleta', 'ciclov', 'polucion', 'botadero', 'relleno sanitario', 'arboles', 'jardin', 'playa', 'calidad del aire', 'carbono', 'yaku', 'agua limpia', 'contenedor', 'huert',
    ),
    ...weak('ambiente', 'agua', 'aire', 'mar', 'limpi', 'verde', 'minas', 'mina', 'naturaleza', 'selva', 'animales', 'desastre', 'riesgo', 'energia', 'sombra', 'calor', 'tierra', 'planta', 'pesca', 'suelo', 'agroecolog', 'organic'),
  ],
};

/** Speaks against an area although a cue stands there: pets, neighbours' quarrels, thanks. */
export const against: Readonly<Record<string, readonly string[]>> = {
  environment: ['buen ambiente laboral', 'ambiente laboral', 'ambientes del hospital', 'ambiente escolar'],
  inclusion: ['inclusion financiera', 'transport', 'transform', 'transit', 'transfer', 'transpar', 'transmi', 'transici', 'transcur', 'transvers'],
  access_to_information: ['publicar anuncio', 'ministerio publico'],
  anticorruption: ['robo de celular', 'roban celular', 'me robaron'],
};
