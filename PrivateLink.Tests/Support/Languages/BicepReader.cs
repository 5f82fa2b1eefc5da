using System.Globalization;
using System.Text;

namespace PrivateLink.Tests.Support.Languages;

/// <summary>Strictly reads the part of Bicep that the generator writes, and returns every string with its path. Anything else is an error.</summary>
internal sealed class BicepReader
{
    private readonly string _text;
    private readonly Dictionary<string, string> _strings = [];
    private int _at;

    private BicepReader(string text) => _text = text;

    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        var reader = new BicepReader(text);
        while (true)
        {
            reader.SkipSpace(lineEnds: true);
            if (reader._at == text.Length) return reader._strings;
            reader.Statement();
        }
    }

    private void Statement()
    {
        var kind = Word();
        var name = Word();
        switch (kind)
        {
            case "resource":
                _strings.Add($"{name}@", String());
                if (_text.AsSpan(_at).StartsWith(" existing", StringComparison.Ordinal)) Word();
                Expect('=');
                Value(name);
                break;
            case "var":
                Expect('=');
                Value(name);
                break;
            case "output":
                Word();
                Expect('=');
                Expression();
                break;
            default:
                throw Error($"the statement '{kind}'");
        }

        EndOfLine();
    }

    private void Value(string path)
    {
        SkipSpace(lineEnds: false);
        switch (_text[_at])
        {
            case '\'': _strings.Add(path, String()); break;
            case '{': Items('{', '}', _ => ObjectItem(path)); break;
            case '[': Items('[', ']', index => Value($"{path}[{index}]")); break;
            default: Expression(); break;
        }
    }

    private void ObjectItem(string path)
    {
        var name = Word();
        Expect(':');
        Value($"{path}.{name}");
    }

    /// <summary>Each item is on its own line.</summary>
    private void Items(char open, char close, Action<int> item)
    {
        Expect(open);
        EndOfLine();
        for (var index = 0; ; index++)
        {
            SkipSpace(lineEnds: true);
            if (_text[_at] == close) break;
            item(index);
            EndOfLine();
        }

        Expect(close);
    }

    private string String()
    {
        var value = new StringBuilder();
        Expect('\'');
        while (true)
        {
            var character = Next();
            switch (character)
            {
                case '\'': return value.ToString();
                case '\n' or '\r': throw Error("a line end in a string");
                case '\\': value.Append(Escape()); break;
                case '$' when _text[_at] == '{': throw Error("an expression in a string");
                default: value.Append(character); break;
            }
        }
    }

    private string Escape()
    {
        switch (Next())
        {
            case 'n': return "\n";
            case 'r': return "\r";
            case 't': return "\t";
            case '\'': return "'";
            case '\\': return "\\";
            case '$': return "$";
            case 'u':
                Expect('{');
                var end = _text.IndexOf('}', _at);
                var code = int.Parse(_text[_at..end], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                _at = end + 1;
                return char.ConvertFromUtf32(code);
            default: throw Error("an unknown escape");
        }
    }

    private void Expression()
    {
        SkipSpace(lineEnds: false);
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '.' or '[' or ']' or '_')) _at++;
        if (_at == start) throw Error("no value");
    }

    private string Word()
    {
        SkipSpace(lineEnds: false);
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_')) _at++;
        return _at > start ? _text[start.._at] : throw Error("no word");
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
            else if (_text[_at..].StartsWith("//", StringComparison.Ordinal)) _at = _text.IndexOf('\n', _at) is var end and >= 0 ? end : _text.Length;
            else return;
    }

    private void Expect(char character)
    {
        SkipSpace(lineEnds: false);
        if (Next() != character) throw Error($"no '{character}'");
    }

    private char Next() => _at < _text.Length ? _text[_at++] : throw Error("the end");

    private FormatException Error(string what) => new($"{what} at {_at}: {_text[Math.Max(0, _at - 40)..Math.Min(_text.Length, _at + 20)]}");
}
