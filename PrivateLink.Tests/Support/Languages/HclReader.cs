using System.Globalization;
using System.Text;

namespace PrivateLink.Tests.Support.Languages;

/// <summary>Any value that is not a string or a list of strings: a number, a reference, a call, a map.</summary>
internal sealed record HclExpression(string Text);

/// <summary>A block of Terraform's language with its attributes, whose values are strings, lists of strings, or expressions.</summary>
internal sealed record HclBlock(string Kind, IReadOnlyList<string> Labels, IReadOnlyDictionary<string, object> Attributes, IReadOnlyList<HclBlock> Blocks);

/// <summary>
/// Strictly reads the part of HCL 2 that the generator writes: quoted strings without templates, lists, blocks, and expressions with balanced
/// brackets and strings. Anything else is an error.
/// </summary>
internal sealed class HclReader
{
    private readonly string _text;
    private int _at;

    private HclReader(string text) => _text = text;

    public static IReadOnlyList<HclBlock> Read(string text)
    {
        var reader = new HclReader(text);
        var (attributes, blocks) = reader.Body(untilBrace: false);
        return attributes.Count == 0 ? blocks : throw reader.Error("an attribute outside every block");
    }

    private (Dictionary<string, object> Attributes, List<HclBlock> Blocks) Body(bool untilBrace)
    {
        var attributes = new Dictionary<string, object>();
        var blocks = new List<HclBlock>();
        while (true)
        {
            SkipSpace(lineEnds: true);
            if (_at == _text.Length) return untilBrace ? throw Error("an open block") : (attributes, blocks);
            if (_text[_at] == '}')
            {
                if (!untilBrace) throw Error("a brace too many");
                _at++;
                return (attributes, blocks);
            }

            var name = Identifier();
            SkipSpace(lineEnds: false);
            if (_text[_at] == '=')
            {
                _at++;
                SkipSpace(lineEnds: false);
                attributes.Add(name, Value());
                EndOfLine();
            }
            else
            {
                blocks.Add(Block(name));
            }
        }
    }

    private HclBlock Block(string kind)
    {
        var labels = new List<string>();
        while (_text[_at] == '"')
        {
            labels.Add(String());
            SkipSpace(lineEnds: false);
        }

        Expect('{');
        // An empty block may close on its own line.
        if (_text[_at] != '}') EndOfLine();
        var (attributes, blocks) = Body(untilBrace: true);
        EndOfLine();
        return new(kind, labels, attributes, blocks);
    }

    private object Value() => _text[_at] switch
    {
        '"' => String(),
        '[' when _text[_at + 1] is '"' or ']' => List(),
        _ => Expression(),
    };

    private List<string> List()
    {
        var items = new List<string>();
        Expect('[');
        while (true)
        {
            SkipSpace(lineEnds: true);
            if (_text[_at] == ']') break;
            items.Add(String());
            SkipSpace(lineEnds: true);
            if (_text[_at] != ']') Expect(',');
        }

        Expect(']');
        return items;
    }

    /// <summary>Reads to the end of the line on which the last bracket closes.</summary>
    private HclExpression Expression()
    {
        var start = _at;
        var open = new Stack<char>();
        while (_at < _text.Length && (_text[_at] != '\n' || open.Count > 0))
            switch (_text[_at])
            {
                case '"': String(); break;
                case '(' or '[' or '{':
                    open.Push(_text[_at] switch { '(' => ')', '[' => ']', _ => '}' });
                    _at++;
                    break;
                case ')' or ']' or '}':
                    if (!open.TryPop(out var close) || Next() != close) throw Error("a bracket that does not fit");
                    break;
                default: _at++; break;
            }
        return _at > start && open.Count == 0 ? new(_text[start.._at]) : throw Error("no value, or an open one");
    }

    private string String()
    {
        var value = new StringBuilder();
        Expect('"');
        while (true)
        {
            var character = Next();
            switch (character)
            {
                case '"': return value.ToString();
                case '\n' or '\r': throw Error("a line end in a string");
                case '\\': value.Append(Escape()); break;
                case '$' or '%' when _text[_at] == '{': throw Error("a template");
                case '$' or '%' when _text[_at] == character && _text[_at + 1] == '{':
                    value.Append(character).Append('{');
                    _at += 2;
                    break;
                default: value.Append(character); break;
            }
        }
    }

    private char Escape() => Next() switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '"' => '"',
        '\\' => '\\',
        'u' => (char)int.Parse(Take(4), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        var other => throw Error($"the escape \\{other}"),
    };

    private string Identifier()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-')) _at++;
        return _at > start ? _text[start.._at] : throw Error($"'{_text[_at]}' where a name belongs");
    }

    private void EndOfLine()
    {
        SkipSpace(lineEnds: false);
        if (_at < _text.Length && _text[_at] != '\n') throw Error("something behind the end of an item");
    }

    private void SkipSpace(bool lineEnds)
    {
        while (_at < _text.Length)
            if (_text[_at] == ' ' || (lineEnds && _text[_at] == '\n')) _at++;
            else if (_text[_at] == '#') _at = _text.IndexOf('\n', _at) is var end and >= 0 ? end : _text.Length;
            else return;
    }

    private void Expect(char character)
    {
        if (Next() != character) throw Error($"no '{character}'");
    }

    private string Take(int count)
    {
        _at += count;
        return _text[(_at - count).._at];
    }

    private char Next() => _at < _text.Length ? _text[_at++] : throw Error("the end");

    private FormatException Error(string what) => new($"{what} at {_at}: {_text[Math.Max(0, _at - 40)..Math.Min(_text.Length, _at + 20)]}");
}
