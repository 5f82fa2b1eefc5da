using System.Text;

namespace PrivateLink.Portal.Clouds.Text;

/// <summary>A value as a single-quoted string of Bicep, in which <c>${</c> begins an expression.</summary>
public static class BicepText
{
    public static string Quoted(string value)
    {
        var text = new StringBuilder("'");
        for (var index = 0; index < value.Length; index++)
            text.Append(value[index] switch
            {
                '\'' => @"\'",
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '$' when index + 1 < value.Length && value[index + 1] == '{' => @"\$",
                var character when char.IsControl(character) => $"\\u{{{(int)character:x}}}",
                var character => character.ToString(),
            });
        return text.Append('\'').ToString();
    }
}
