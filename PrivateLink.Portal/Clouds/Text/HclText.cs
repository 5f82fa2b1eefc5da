using System.Text;

namespace PrivateLink.Portal.Clouds.Text;

/// <summary>A value as a quoted string of Terraform's language, in which <c>${</c> and <c>%{</c> begin templates.</summary>
public static class HclText
{
    public static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        for (var index = 0; index < value.Length; index++)
            text.Append(value[index] switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '$' when Opens(value, index) => "$$",
                '%' when Opens(value, index) => "%%",
                var character when char.IsControl(character) => $"\\u{(int)character:x4}",
                var character => character.ToString(),
            });
        return text.Append('"').ToString();
    }

    public static string List(IEnumerable<string> values) => $"[{string.Join(", ", values.Select(Quoted))}]";

    private static bool Opens(string value, int index) => index + 1 < value.Length && value[index + 1] == '{';
}
