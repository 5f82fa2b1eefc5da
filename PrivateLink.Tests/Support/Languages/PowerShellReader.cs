using System.Text;

namespace PrivateLink.Tests.Support.Languages;

/// <summary>Reads the parts of PowerShell that a value could break out of: strings, comments and brackets. Returns the single-quoted strings.</summary>
internal sealed class PowerShellReader
{
    /// <summary>PowerShell treats typographic quotes like the plain one.</summary>
    private const string Quotes = "'\u2018\u2019\u201A\u201B";

    private readonly string _text;
    private int _at;

    private PowerShellReader(string text) => _text = text;

    public static IReadOnlyList<string> Read(string text) => new PowerShellReader(text).Read();

    private List<string> Read()
    {
        var strings = new List<string>();
        var open = new Stack<char>();
        while (_at < _text.Length)
            switch (_text[_at++])
            {
                case var quote when Quotes.Contains(quote, StringComparison.Ordinal): strings.Add(Single()); break;
                case '"': Double(); break;
                case '#': _at = _text.IndexOf('\n', _at); break;
                case '(': open.Push(')'); break;
                case '[': open.Push(']'); break;
                case '{': open.Push('}'); break;
                case ')' or ']' or '}' when !open.TryPop(out var close) || close != _text[_at - 1]: throw new FormatException($"an unbalanced bracket at {_at}");
            }
        return open.Count == 0 ? strings : throw new FormatException("an open bracket");
    }

    private string Single()
    {
        var value = new StringBuilder();
        while (true)
        {
            var character = Next();
            if (!Quotes.Contains(character, StringComparison.Ordinal)) value.Append(character);
            else if (_at < _text.Length && Quotes.Contains(_text[_at], StringComparison.Ordinal)) value.Append(_text[_at++]);
            else return value.ToString();
        }
    }

    private void Double()
    {
        for (var character = Next(); character != '"'; character = Next())
            if (character == '`') _at++;
    }

    private char Next() => _at < _text.Length ? _text[_at++] : throw new FormatException("an open string");
}
