using System.Text;

namespace PrivateLink.Portal.Clouds.Text;

/// <summary>A value as a double-quoted scalar of YAML. So it is never a number, a boolean or a tag.</summary>
public static class YamlText
{
    public static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var character in value)
            text.Append(character switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                _ when char.IsControl(character) || character is '\u2028' or '\u2029' or '\uFEFF' => $"\\u{(int)character:x4}",
                _ => character.ToString(),
            });
        return text.Append('"').ToString();
    }
}
