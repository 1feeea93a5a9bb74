//! One file's events into its tree. Knows the parser's events and the bounds; must not know other files.

use granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle};

use super::anchors::{Anchors, Refusal};
use super::frames::{Frame, OpenMap, Shape};
use super::marks::Marks;
use super::{MAX_DEPTH, MAX_MISTAKES, MAX_NODES, Outcome, merge, syntax, tags};
use crate::diagnostic::{Diagnostic, Diagnostics, Help};
use crate::source::node::{Node, Scalar, Style, Value};
use crate::source::{FileId, Place, rules};

/// The file can't be read further; why was told.
struct Stop;

/// Reads one file.
pub(super) fn read(file: FileId, text: &str, found: &mut Diagnostics) -> Outcome {
    let mut options = granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    options.set_emit_comments(false);
    let mut tree = Tree {
        marks: Marks { file, text },
        found,
        frames: Vec::new(),
        root: None,
        anchors: Anchors::default(),
        nodes: 0,
        mistakes: 0,
        documents: 0,
        broken: false,
        last: None,
    };
    for event in Parser::new_from_str_with_options(text, options) {
        let step = match event {
            Ok((event, span)) => tree.event(event, &span),
            Err(error) => {
                let diagnostic = syntax::diagnostic(file, text, &error, tree.open(), tree.last);
                tree.stop(diagnostic)
            }
        };
        if step.is_err() {
            return Outcome::Broken;
        }
    }
    match tree.root {
        _ if tree.broken => Outcome::Broken,
        Some(node) if !node.is_null() => Outcome::Whole(node),
        _ => Outcome::Empty,
    }
}

struct Tree<'t, 'f> {
    marks: Marks<'t>,
    found: &'f mut Diagnostics,
    frames: Vec<Frame>,
    root: Option<Node>,
    anchors: Anchors<'t>,
    nodes: usize,
    mistakes: usize,
    documents: usize,
    broken: bool,
    /// The scalar that was read last.
    last: Option<Place>,
}

impl<'t> Tree<'t, '_> {
    fn event(&mut self, event: Event<'t>, span: &Span) -> Result<(), Stop> {
        let at = self.marks.place(span);
        match event {
            Event::DocumentStart(..) => self.document(at),
            Event::Scalar(text, style, anchor, tag) => {
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                    ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                };
                let (text, at) = match style {
                    // The parser writes `~` where nothing stands.
                    Style::Plain if at.start == at.end => {
                        (String::new(), self.marks.behind_colon(at))
                    }
                    Style::Block => (text.into_owned(), self.marks.without_end(at)),
                    Style::Plain | Style::Quoted => (text.into_owned(), at),
                };
                self.last = Some(at);
                let mut scalar = Scalar { text, style };
                let tagged = tag.map_or(Ok(()), |tag| tags::of_scalar(&tag, &mut scalar));
                self.tagged(tagged, span)?;
                let value = Value::Scalar(scalar);
                self.complete(Node { value, at }, anchor)
            }
            Event::SequenceStart(style, anchor, tag) => {
                let tagged = tag.map_or(Ok(()), |tag| tags::of_list(&tag));
                self.tagged(tagged, span)?;
                let at = match style {
                    StructureStyle::Block => self.marks.first_dash(at),
                    StructureStyle::Flow => at,
                };
                self.start(Shape::List(Vec::new()), style, anchor, at)
            }
            Event::MappingStart(style, anchor, tag) => {
                let tagged = tag.map_or(Ok(()), |tag| tags::of_map(&tag));
                self.tagged(tagged, span)?;
                self.start(Shape::Map(OpenMap::default()), style, anchor, at)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(at),
            Event::Alias(id) => match self.anchors.copy(id, at, self.frames.len()) {
                Ok(node) => self.complete(node, 0),
                Err(refusal) => self.refused(&refusal, at),
            },
            Event::UnresolvedAlias(name) => {
                let nearest = self.anchors.nearest(&name);
                self.refused(&Refusal::Unknown { nearest }, at)
            }
            Event::Anchor(_, name) => {
                self.anchors.name(name);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The innermost open bracket.
    fn open(&self) -> Option<Place> {
        let flow = self.frames.iter().rev().take_while(|frame| frame.flow);
        flow.map(|frame| frame.at)
            .find_map(|at| self.marks.bracket(at))
    }

    fn document(&mut self, at: Place) -> Result<(), Stop> {
        self.documents = self.documents.saturating_add(1);
        if self.documents == 1 {
            return Ok(());
        }
        self.stop(Diagnostic::new(
            &rules::DOCUMENTS,
            at,
            "a second document begins in this file",
            "remove the line `---` or `...`, or give each document a file of its own in one folder",
        ))
    }

    fn start(
        &mut self,
        shape: Shape,
        style: StructureStyle,
        anchor: usize,
        at: Place,
    ) -> Result<(), Stop> {
        if self.frames.len() >= MAX_DEPTH {
            return self.stop(syntax::too_deep(at));
        }
        self.frames.push(Frame {
            shape,
            flow: style == StructureStyle::Flow,
            anchor,
            at,
        });
        Ok(())
    }

    fn end(&mut self, closing: Place) -> Result<(), Stop> {
        let Some(mut frame) = self.frames.pop() else {
            return Ok(());
        };
        // A pair in a list, `[a: b]`, is a map that nothing closes.
        if frame.flow && closing.start < closing.end {
            frame.at.end = frame.at.end.max(closing.end);
        }
        let value = match frame.shape {
            Shape::List(items) => Value::List(items),
            Shape::Map(mut map) => {
                if let Some(from) = map.merge
                    && let Err(diagnostic) = merge::merge(&mut map.entries, from)
                {
                    self.broken(diagnostic)?;
                }
                Value::Map(map.entries)
            }
        };
        self.complete(
            Node {
                value,
                at: frame.at,
            },
            frame.anchor,
        )
    }

    /// Puts a finished value where it belongs: into the list, behind its key, or as a key.
    fn complete(&mut self, node: Node, anchor: usize) -> Result<(), Stop> {
        self.nodes = self.nodes.saturating_add(1);
        if self.nodes > MAX_NODES {
            return self.stop(Diagnostic::new(
                &rules::SIZE,
                node.at,
                format!("the file holds more than {MAX_NODES} values"),
                "split the fleet into several specs, each with its own output directory",
            ));
        }
        if anchor != 0
            && let Err(refusal) = self.anchors.keep(anchor, &node)
        {
            return self.refused(&refusal, node.at);
        }
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        frame.at.end = frame.at.end.max(node.at.end);
        let wrong = match &mut frame.shape {
            Shape::List(items) => {
                items.push(node);
                None
            }
            Shape::Map(map) => map.take(node, frame.at),
        };
        match wrong {
            None => Ok(()),
            Some(wrong) if wrong.rule == &rules::DUPLICATE => self.mistake(wrong),
            Some(wrong) => self.broken(wrong),
        }
    }

    fn refused(&mut self, refusal: &Refusal, at: Place) -> Result<(), Stop> {
        let diagnostic = refusal.diagnostic(self.marks.text_at(at), at);
        match refusal {
            Refusal::Unknown { .. } | Refusal::Within => {
                self.broken(diagnostic)?;
                // Something must stand where the alias stood.
                let value = Value::Scalar(Scalar {
                    text: String::new(),
                    style: Style::Quoted,
                });
                self.complete(Node { value, at }, 0)
            }
            Refusal::Deep | Refusal::Large => self.stop(diagnostic),
        }
    }

    fn tagged(&mut self, result: Result<(), String>, span: &Span) -> Result<(), Stop> {
        let Err(message) = result else {
            return Ok(());
        };
        let at = self.marks.place(&span.tag_span().unwrap_or(*span));
        let help = "remove the tag and write the value itself";
        self.broken(Diagnostic::new(&rules::TAG, at, message, help))
    }

    /// Tells a mistake that the rest of the tree survives.
    fn mistake(&mut self, mut diagnostic: Diagnostic) -> Result<(), Stop> {
        self.mistakes = self.mistakes.saturating_add(1);
        if self.mistakes >= MAX_MISTAKES {
            let words =
                format!("correct these first: only {MAX_MISTAKES} mistakes of a file are shown");
            diagnostic.help.push(Help::Words(words));
            return self.stop(diagnostic);
        }
        self.found.push(diagnostic);
        Ok(())
    }

    /// Tells a mistake after which no tree is given, though more mistakes may be found.
    fn broken(&mut self, diagnostic: Diagnostic) -> Result<(), Stop> {
        self.broken = true;
        self.mistake(diagnostic)
    }

    fn stop(&mut self, diagnostic: Diagnostic) -> Result<(), Stop> {
        self.found.push(diagnostic);
        Err(Stop)
    }
}
